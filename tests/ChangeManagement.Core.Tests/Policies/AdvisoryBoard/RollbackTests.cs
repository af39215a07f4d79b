namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §10 Rollback Procedures.</summary>
public sealed class RollbackTests
{
    [Theory(DisplayName = "003 §10.1 trigger")]
    [InlineData("critical-functionality", "Critical functionality broken")]
    [InlineData("error-rate", "Unacceptable error rate increase")]
    [InlineData("performance", "Performance degradation >50%")]
    [InlineData("security-vulnerability", "Security vulnerability introduced")]
    [InlineData("data-integrity", "Data integrity issues")]
    public void Trigger_IsKnown(string name, string title) =>
        Assert.Contains(new NamedText(name, title), Given.Policy.Rollback.Triggers);

    [Theory(DisplayName = "003 §10.2 decision maker and time limit")]
    [InlineData(RiskLevel.Critical, "on-call-engineer", 15)]
    [InlineData(RiskLevel.High, "team-lead", 30)]
    [InlineData(RiskLevel.Medium, "change-owner", 60)]
    [InlineData(RiskLevel.Low, "change-owner", 240)]
    public void Severity_HasDecisionMakerAndLimit(RiskLevel severity, string role, int minutes)
    {
        var decision = Given.Policy.Rollback.Decisions[severity];

        Assert.Equal(role, Assert.Single(decision.By));
        Assert.Equal(
            (new Allowance.Elapsed(TimeSpan.FromMinutes(minutes)), "003 §10.2"),
            (decision.Within, decision.Source));
    }

    [Theory(DisplayName = "003 §10.3 steps, in their order")]
    [InlineData("application", 1, "Identify previous known-good version")]
    [InlineData("application", 2, "Execute deployment of previous version")]
    [InlineData("application", 3, "Verify rollback successful")]
    [InlineData("application", 4, "Confirm functionality restored")]
    [InlineData("application", 5, "Document rollback and reason")]
    [InlineData("database", 1, "Assess rollback feasibility")]
    [InlineData("database", 2, "Stop affected applications")]
    [InlineData("database", 3, "Execute rollback scripts")]
    [InlineData("database", 4, "Verify data integrity")]
    [InlineData("database", 5, "Restart applications")]
    [InlineData("database", 6, "Validate functionality")]
    [InlineData("infrastructure", 1, "Identify configuration to revert")]
    [InlineData("infrastructure", 2, "Execute rollback via IaC")]
    [InlineData("infrastructure", 3, "Verify infrastructure state")]
    [InlineData("infrastructure", 4, "Test connectivity and functionality")]
    [InlineData("infrastructure", 5, "Update documentation")]
    public void Step_HasItsPlace(string procedure, int number, string step) =>
        Assert.Equal(step, Given.Policy.Rollback.Steps.Single(each => each.Name == procedure).Steps[number - 1]);

    [Theory(DisplayName = "003 §10.3 a procedure has no other steps")]
    [InlineData("application", 5)]
    [InlineData("database", 6)]
    [InlineData("infrastructure", 5)]
    public void Procedure_HasNoOtherSteps(string procedure, int count) =>
        Assert.Equal(count, Given.Policy.Rollback.Steps.Single(each => each.Name == procedure).Steps.Length);

    [Theory(DisplayName = "003 §10.4 required documentation")]
    [InlineData("decided-at", "Time of rollback decision")]
    [InlineData("reason", "Reason for rollback")]
    [InlineData("steps-executed", "Steps executed")]
    [InlineData("duration", "Time to complete")]
    [InlineData("impact", "Impact during incident")]
    [InlineData("root-cause", "Root cause analysis")]
    [InlineData("preventive-measures", "Preventive measures")]
    public void Record_Holds(string name, string title) => Assert.Contains(new NamedText(name, title), Given.Policy.Rollback.Record);

    [Fact(DisplayName = "003 §10.4 lists seven things")]
    public void Record_HoldsNothingElse() => Assert.Equal(7, Given.Policy.Rollback.Record.Length);

    [Fact(DisplayName = "Decision 16: every severity that a reporter can set has a decision maker with a limit")]
    public void EverySeverity_HasADecisionMakerWithALimit() => Assert.All(
        Enum.GetValues<RiskLevel>(),
        severity => Assert.IsType<Allowance.Elapsed>(Given.Policy.Rollback.Decisions[severity].Within));
}
