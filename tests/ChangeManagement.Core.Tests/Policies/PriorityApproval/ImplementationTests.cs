namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §4 Change Implementation.</summary>
public sealed class ImplementationTests
{
    [Theory]
    [InlineData("decision: said-by-the-calls", RequirementKind.Check, "notify-stakeholders", "optional before implement")]
    [InlineData("001 §4 Pre-Implementation", RequirementKind.Field, "rollback_plan", "required before approve")]
    [InlineData("001 §4 Pre-Implementation", RequirementKind.Field, "maintenance_window", "optional before implement")]  // if needed
    [InlineData("001 §4 Pre-Implementation", RequirementKind.Check, "backup", "required before implement")]
    public void PreImplementation(string clause, RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Planned("medium").Asks(clause, kind, name));

    [Theory]
    [InlineData("001 §4 Implementation", "deploy-staging", "required before complete")]       // Deploy to staging environment
    [InlineData("001 §4 Implementation", "execute-test-plan", "required before complete")]    // Execute test plan
    [InlineData("001 §4 Implementation", "verify-test-results", "required before complete")]  // Verify test results
    [InlineData("decision: said-by-the-calls", "deploy-production", "optional before complete")] // Deploy to production
    [InlineData("001 §4 Implementation", "monitor-health", "required before complete")]       // Monitor system health
    public void Implementation_OfATestedChange(string clause, string name, string cell) =>
        Assert.Equal(cell, Given.Tested().Asks(clause, RequirementKind.Check, name));

    [Theory]
    [InlineData("deploy-staging", "recommended before complete")]
    [InlineData("execute-test-plan", "recommended before complete")]
    [InlineData("verify-test-results", "recommended before complete")]
    [InlineData("monitor-health", "required before complete")]
    public void Implementation_OfAnUntestedChange_OnlyAdvisesStaging(string name, string cell) =>
        Assert.Equal(cell, Given.Planned("low").Asks("001 §4 Implementation", RequirementKind.Check, name));

    [Theory]
    [InlineData(RequirementKind.Verification, "change-success")]           // Verify change success
    [InlineData(RequirementKind.Verification, "monitor-issues")]           // Monitor for issues
    [InlineData(RequirementKind.Documentation, "document-implementation")] // Document implementation
    [InlineData(RequirementKind.Documentation, "update-documentation")]    // Update documentation
    public void PostImplementation(RequirementKind kind, string name) =>
        Assert.Equal("required before close", Given.Planned("low").Asks("001 §4 Post-Implementation", kind, name));

    /// <summary>A normal change is submitted, approved, implemented, completed and closed without much else.</summary>
    [Theory]
    [InlineData(Gate.Implement, "backup, implementation_plan")]
    [InlineData(Gate.Complete, "monitor-health")]
    [InlineData(
        Gate.Close, "change-success, document-implementation, monitor-issues, post_implementation_review, update-documentation")]
    public void UntestedChange_IsLight(Gate gate, string names) =>
        Assert.Equal(
            names,
            string.Join(
                ", ",
                Given.Planned("low").Requirements
                    .Where(requirement => requirement.Blocks && requirement.Before == gate)
                    .Select(requirement => requirement.Name)
                    .Order(StringComparer.Ordinal)));

    /// <summary>"Implement fix immediately".</summary>
    [Fact]
    public void Emergency_NothingBlocksTheFix() =>
        Assert.DoesNotContain(
            Given.Emergency().Requirements,
            requirement => requirement is { Blocks: true, Before: Gate.Approve or Gate.Implement or Gate.Complete });
}
