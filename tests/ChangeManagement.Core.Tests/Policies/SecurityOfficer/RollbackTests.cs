using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Phase 5 and Rollback Procedures.</summary>
public class RollbackTests
{
    private static readonly RollbackPlan Plan = Shipped.Policy("security-officer").Rollback;

    [Theory]
    [InlineData("service-outage", "Change causes service outage")]
    [InlineData("security-vulnerability", "Security vulnerability introduced")]
    [InlineData("data-integrity", "Data integrity issues")]
    [InlineData("performance-degradation", "Performance degradation")]
    public void Triggers(string name, string title)
    {
        Assert.Contains(new NamedText(name, title), Plan.Triggers);
        Assert.Equal(4, Plan.Triggers.Length);
    }

    [Theory]
    [InlineData("standard", 1, "Review change log")]
    [InlineData("standard", 2, "Identify specific change")]
    [InlineData("standard", 3, "Locate rollback plan")]
    [InlineData("standard", 4, "Follow rollback steps from change request")]
    [InlineData("standard", 5, "Verify system state restored")]
    [InlineData("standard", 6, "Test functionality")]
    [InlineData("standard", 7, "Log rollback in change log")]
    [InlineData("standard", 8, "Document reason for rollback")]
    [InlineData("standard", 9, "Create new change request if needed")]
    [InlineData("database", 1, "Use database migrations (backward migrations)")]
    [InlineData("database", 2, "Restore from backup if needed")]
    [InlineData("database", 3, "Verify data integrity")]
    [InlineData("code", 1, "Revert git commit")]
    [InlineData("code", 2, "Rebuild Docker image")]
    [InlineData("code", 3, "Redeploy previous version")]
    [InlineData("code", 4, "Verify functionality")]
    [InlineData("infrastructure", 1, "Revert Terraform changes")]
    [InlineData("infrastructure", 2, "Restore previous configuration")]
    [InlineData("infrastructure", 3, "Verify infrastructure state")]
    public void Steps_ByWhatIsRolledBack(string kind, int number, string step) =>
        Assert.Equal(step, Plan.Steps.Single(procedure => procedure.Name == kind).Steps[number - 1]);

    [Theory]
    [InlineData("standard", 9)]
    [InlineData("database", 3)]
    [InlineData("code", 4)]
    [InlineData("infrastructure", 3)]
    public void Steps_AreNoMoreThanTheDocuments(string kind, int count) =>
        Assert.Equal(count, Plan.Steps.Single(procedure => procedure.Name == kind).Steps.Length);

    [Theory]
    [InlineData("reason", "Document rollback reason")]
    [InlineData("system-restored", "Verify system restored")]
    public void Record_HoldsWhatTheProcedureAsksFor(string name, string title) => Assert.Contains(new NamedText(name, title), Plan.Record);
}
