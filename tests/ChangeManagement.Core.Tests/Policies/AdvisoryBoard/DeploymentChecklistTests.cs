namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §9.3 Deployment Checklist.</summary>
public sealed class DeploymentChecklistTests
{
    [Theory(DisplayName = "003 §9.3 item")]
    [InlineData(Gate.Implement, "approvals-obtained", "All approvals obtained", Strength.Required)]
    [InlineData(Gate.Implement, "testing-documented", "Testing completed and documented", Strength.Required)]
    [InlineData(Gate.Implement, "rollback-verified", "Rollback plan verified", Strength.Required)]
    [InlineData(Gate.Implement, "dashboards-ready", "Monitoring dashboards ready", Strength.Required)]
    [InlineData(Gate.Implement, "communication-sent", "Communication sent to stakeholders", Strength.Required)]
    [InlineData(Gate.Implement, "on-call-notified", "On-call team notified", Strength.Required)]
    [InlineData(Gate.Implement, "backup-verified", "Backup verified", Strength.IfApplicable)]
    [InlineData(Gate.Complete, "steps-executed", "Execute deployment steps", Strength.Required)]
    [InlineData(Gate.Complete, "errors-monitored", "Monitor for errors", Strength.Required)]
    [InlineData(Gate.Complete, "health-verified", "Verify health checks", Strength.Required)]
    [InlineData(Gate.Complete, "critical-functionality-tested", "Test critical functionality", Strength.Required)]
    [InlineData(Gate.Complete, "metrics-checked", "Check metrics/alerts", Strength.Required)]
    [InlineData(Gate.Close, "services-healthy", "Confirm all services healthy", Strength.Required)]
    [InlineData(Gate.Close, "business-functionality", "Validate business functionality", Strength.Required)]
    [InlineData(Gate.Close, "ticket-updated", "Update change ticket", Strength.Required)]
    [InlineData(Gate.Close, "completion-notified", "Notify stakeholders of completion", Strength.Required)]
    [InlineData(Gate.Close, "monitored", "Monitor for 30 minutes minimum", Strength.Required)]
    public void Item_HoldsUpItsStep(Gate before, string name, string title, Strength strength)
    {
        foreach (var assessment in new[] { Given.Normal(RiskLevel.Low), Given.Standard() })
        {
            var asked = assessment.Asked(RequirementKind.Check, name);
            Assert.Equal((before, title, strength), (asked.Before, asked.Title, asked.Strength));
            asked.Because.Cites("§9.3");
        }
    }

    [Fact(DisplayName = "003 §9.3 monitor for 30 minutes minimum")]
    public void EveryDeployment_IsMonitoredFor30Minutes()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), Given.Normal(RiskLevel.Low).Monitoring);
        Assert.Equal(TimeSpan.FromMinutes(30), Given.Standard().Monitoring);
        Assert.Equal(TimeSpan.FromMinutes(30), Given.Emergency(RiskLevel.Critical).Monitoring);
    }

    [Fact(DisplayName = "003 §6.2 an emergency is checked after the fix, not before")]
    public void Emergency_HasOnlyThePostDeploymentItems() => Assert.All(
        Given.Emergency(RiskLevel.Critical).Requirements.Where(asked => asked.Kind == RequirementKind.Check),
        asked => Assert.Equal(Gate.Close, asked.Before));

    [Theory(DisplayName = "003 §4.1 Close")]
    [InlineData(RequirementKind.Documentation, "results-documented", "Document results")]
    [InlineData(RequirementKind.Review, "lessons-learned", "Lessons learned")]
    [InlineData(RequirementKind.Documentation, "cmdb-updated", "Update CMDB")]
    public void Closure_WaitsFor(RequirementKind kind, string name, string title)
    {
        var asked = Given.Normal(RiskLevel.Low).Asked(kind, name);

        Assert.Equal((title, Strength.Required, Gate.Close), (asked.Title, asked.Strength, asked.Before));
        asked.Because.Cites("§4.1");
    }
}
