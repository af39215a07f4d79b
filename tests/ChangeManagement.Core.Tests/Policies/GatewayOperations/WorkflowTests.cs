namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Change Process: the items of the three workflows.</summary>
public sealed class WorkflowTests
{
    [Theory]
    [InlineData(RequirementKind.Verification, "established-procedure", "required before close")] // 2 Verify using established procedure
    [InlineData(RequirementKind.Documentation, "change-log", "optional before close")]           // 3 audit trail automatic
    public void StandardChangeWorkflow(RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Change("user-access").Asks("000 Standard Change Workflow", kind, name));

    /// <summary>Request → Implement: nobody is asked in between.</summary>
    [Fact]
    public void StandardChangeWorkflow_HasNoApproval() => Assert.Empty(Given.Change("user-access").Stages);

    [Theory]
    [InlineData("000 Change Record Template", "description")]                     // Description of change
    [InlineData("000 Normal Change Workflow, 1 Request", "justification")]         // Business justification
    [InlineData("000 Normal Change Workflow, 1 Request", "impact")]                // Risk assessment
    [InlineData("000 Normal Change Workflow, 1 Request", "impact_if_fails")]
    [InlineData("000 Normal Change Workflow, 1 Request", "likelihood_of_failure")]
    [InlineData("000 Normal Change Workflow, 1 Request", "rollback_plan")]         // Rollback plan
    [InlineData("000 Normal Change Workflow, 1 Request", "test_plan")]             // Testing plan
    public void NormalChangeWorkflow_Request(string clause, string field) =>
        Assert.Equal("required before submit", Given.Category("Normal (Low)").Asks(clause, RequirementKind.Field, field));

    [Theory]
    [InlineData("request-complete")]        // Completeness of request
    [InlineData("risk-level-appropriate")]  // Risk level appropriate
    [InlineData("rollback-plan-viable")]    // Rollback plan viable
    public void NormalChangeWorkflow_Review(string criterion) =>
        Assert.Equal(
            "required before approve",
            Given.Category("Normal (Low)").Asks("000 Normal Change Workflow, 2 Review", RequirementKind.Criterion, criterion));

    [Theory]
    [InlineData("Normal (Low)")]
    [InlineData("Normal (Medium)")]
    [InlineData("Normal (High)")]
    public void NormalChangeWorkflow_Approve_NeedsAnApprover(string category)
    {
        var stage = Assert.Single(Given.Category(category).Stages);

        Assert.Equal(("approval", Gate.Approve, (int?)null), (stage.Name, stage.Before, stage.Quorum));
    }

    [Theory]
    [InlineData("staging", "optional before implement in staging")]             // Staging environment (if available)
    [InlineData("security-audit-pre-check", "recommended before implement")]    // Security audit pre-check
    public void NormalChangeWorkflow_Test(string test, string cell) =>
        Assert.Equal(cell, Given.Category("Normal (Low)").Asks("000 Normal Change Workflow, 4 Test", RequirementKind.Test, test));

    [Theory]
    [InlineData(RequirementKind.Verification, "functional-verification", "required before close")]    // Functional verification
    [InlineData(RequirementKind.Test, "security-audit-post-check", "required before close")]          // Security audit post-check
    [InlineData(RequirementKind.Verification, "health-check", "required before close")]               // Health check
    public void NormalChangeWorkflow_Verify(RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Category("Normal (Medium)").Asks("000 Normal Change Workflow, 6 Verify", kind, name));

    [Fact]
    public void NormalChangeWorkflow_Document_RecordInChangeLog() =>
        Assert.Equal(
            "required before close",
            Given.Category("Normal (Low)").Asks("000 Normal Change Workflow, 7 Document", RequirementKind.Documentation, "change-log"));

    [Theory]
    [InlineData("1 Assess", RequirementKind.Field, "emergency_criteria", "required before submit")]
    [InlineData("3 Implement", RequirementKind.Check, "minimal-change", "required before complete")]
    [InlineData("4 Verify", RequirementKind.Verification, "issue-resolved", "required before close")]
    [InlineData(
        "5 Document", RequirementKind.Documentation, "change-record",
        "required before close by requester within 24h from implementation started")]
    public void EmergencyChangeWorkflow(string step, RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Category("Emergency").Asks($"000 Emergency Change Workflow, {step}", kind, name));

    /// <summary>2 Approve: verbal, before the work.</summary>
    [Fact]
    public void EmergencyChangeWorkflow_Approve_IsVerbalAndFirst()
    {
        var stage = Assert.Single(Given.Category("Emergency").Stages);

        Assert.Equal(("authorization", Gate.Implement, true), (stage.Name, stage.Before, stage.Verbal));
    }

    [Theory]
    [InlineData("incident")]                // "to address incidents"
    [InlineData("critical-vulnerability")]  // "or critical vulnerabilities"
    public void EmergencyCriteria_AreThoseOfTheDefinition(string criterion) =>
        Assert.Contains(
            criterion, Shipped.Policy("gateway-operations").Fields["emergency_criteria"].Choices.Select(choice => choice.Id));

    /// <summary>An emergency opens with what is known at 3 a.m.; the rest of the record is owed.</summary>
    [Fact]
    public void EmergencyChange_IsOpenedWithFourFields() =>
        Assert.Equal(
            ["change_type", "description", "emergency_criteria", "title"],
            Given.Category("Emergency").NeededAtSubmit().Order(StringComparer.Ordinal));

    [Fact]
    public void SecurityPatch_VerbalApproval_IsDocumentedPostHoc() =>
        Assert.Equal(
            "required before close by requester within 24h from implementation started",
            Given.Change("security-patch").Asks("000 Emergency Changes", RequirementKind.Documentation, "verbal-approval"));
}
