namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §6 Change Documentation.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("001 §1", "description", "required before submit")]                             // Change request form
    [InlineData("001 §6", "implementation_plan", "required before implement")]                  // Implementation plan
    [InlineData("001 Configuration, testing", "test_results", "required before complete")]      // Test results
    [InlineData("001 §3 Approval Criteria", "rollback_plan", "required before approve")]        // Rollback procedures
    [InlineData("001 §6", "post_implementation_review", "required before close")]               // Post-implementation review
    public void DocumentationRequirements(string clause, string field, string cell) =>
        Assert.Equal(cell, Given.Tested().Asks(clause, RequirementKind.Field, field));

    /// <summary>Approval documentation: the register keeps it, so there must be seats whose answers it can keep.</summary>
    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    public void DocumentationRequirements_ApprovalDocumentation(string @class) =>
        Assert.Equal("change-manager", Given.Planned("low", @class).Approvers("approval"));
}
