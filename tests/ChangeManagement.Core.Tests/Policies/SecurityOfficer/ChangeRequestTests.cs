namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>
/// 002 Phase 1 and the Change Request Template. Its id, date and requester are the register's, its type and priority give the class, and
/// its last row, the approval, is a stage.
/// </summary>
public class ChangeRequestTests
{
    [Theory]
    [InlineData("Change Description", "description")]
    [InlineData("Reason/Business Justification", "justification")]
    [InlineData("Affected Systems", "affected_systems")]
    [InlineData("Risk Assessment: potential risks and mitigation", "risk_assessment")]
    [InlineData("Testing Plan", "test_plan")]
    [InlineData("Rollback Plan", "rollback_plan")]
    [InlineData("Implementation Steps", "implementation_plan")]
    public void Template_IsFilledInBeforeAPlannedChange_AndAfterAnEmergency(string label, string field)
    {
        const string Clause = "002 Change Request Template";
        Assert.Equal("required before submit", Given.Standard().Asks(Clause, RequirementKind.Field, field));
        Assert.Equal("required before submit", Given.Major().Asks(Clause, RequirementKind.Field, field));
        Assert.Equal("required before close", Given.Emergency().Asks("002 Emergency Change Process", RequirementKind.Field, field));
        Assert.Equal(label, Given.Standard().Titled(RequirementKind.Field, field));
    }

    [Theory]
    [InlineData("description")]
    [InlineData("justification")]
    [InlineData("impact")]
    [InlineData("rollback_plan")]
    public void Request_IncludesDescriptionReasonImpactAndRollbackPlan(string field)
    {
        Assert.Equal("required before submit", Given.Standard().Asks("002 Phase 1", RequirementKind.Field, field));
        Assert.Equal("required before submit", Given.Major().Asks("002 Phase 1", RequirementKind.Field, field));
        Assert.Equal("required before close", Given.Emergency().Asks("002 Emergency Change Process", RequirementKind.Field, field));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("major")]
    public void APlannedChange_StartsWithTheTemplateAndATitle(string type) => Assert.Equal(
        [
            "affected_systems", "description", "impact", "implementation_plan", "justification", "risk_assessment", "rollback_plan",
            "test_plan", "title",
        ],
        Given.Type(type).NeededAtSubmit().Order());

    [Fact]
    public void AnEmergency_StartsWithTitleAndCriterion() =>
        Assert.Equal(["emergency_criteria", "title"], Given.Emergency().NeededAtSubmit().Order());
}
