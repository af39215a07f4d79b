namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Change Record Template.</summary>
public sealed class ChangeRecordTests
{
    private const string Template = "000 Change Record Template";

    [Theory]
    [InlineData("risk_level", FieldType.Choice, "Risk Level")]
    [InlineData("description", FieldType.LongText, "Description")]
    [InlineData("justification", FieldType.LongText, "Business Justification")]
    [InlineData("impact_if_fails", FieldType.LongText, "Impact if change fails")]
    [InlineData("likelihood_of_failure", FieldType.Choice, "Likelihood of failure")]
    [InlineData("test_plan", FieldType.LongText, "Testing Plan")]
    [InlineData("implementation_plan", FieldType.LongText, "Implementation Steps")]
    [InlineData("rollback_plan", FieldType.LongText, "Rollback Plan")]   // also "Mitigation: [Rollback plan]"
    [InlineData("post_implementation_notes", FieldType.LongText, "Post-Implementation Notes")]
    public void Template_EachSection_IsAFieldOfTheRequest(string name, FieldType type, string label)
    {
        var field = Shipped.Policy("gateway-operations").Fields[name];

        Assert.Equal((type, label, Template), (field.Type, field.Label, field.Source));
    }

    [Theory]
    [InlineData("risk_level")]
    [InlineData("likelihood_of_failure")]
    public void Template_Levels_AreLowMediumHigh(string field) =>
        Assert.Equal(
            ["Low", "Medium", "High"], Shipped.Policy("gateway-operations").Fields[field].Choices.Select(choice => choice.Label));

    [Theory]
    [InlineData("description", "required before submit")]
    [InlineData("implementation_plan", "required before implement")]
    [InlineData("post_implementation_notes", "recommended before close")]
    public void NormalChange_OwesTheRecord(string field, string cell) =>
        Assert.Equal(cell, Given.Category("Normal (Low)").Asks(Template, RequirementKind.Field, field));

    /// <summary>The emergency's record is completed afterwards; the duty of 24 hours is the workflow's.</summary>
    [Theory]
    [InlineData("justification", "required before close")]
    [InlineData("risk_level", "required before close")]
    [InlineData("impact_if_fails", "required before close")]
    [InlineData("likelihood_of_failure", "required before close")]
    [InlineData("test_plan", "required before close")]
    [InlineData("implementation_plan", "required before close")]
    [InlineData("rollback_plan", "required before close")]
    public void EmergencyChange_OwesTheRecordAfterwards(string field, string cell) =>
        Assert.Equal(cell, Given.Category("Emergency").Asks("000 Emergency Change Workflow, 5 Document", RequirementKind.Field, field));

    [Theory]
    [InlineData(RequirementKind.Verification, "change-applied")]          // Change applied successfully
    [InlineData(RequirementKind.Verification, "functional-verification")] // Functionality verified
    [InlineData(RequirementKind.Test, "security-audit-post-check")]       // Security audit passed
    [InlineData(RequirementKind.Verification, "no-side-effects")]         // No unexpected side effects
    public void Template_Verification(RequirementKind kind, string name)
    {
        Assert.Equal("required before close", Given.Category("Normal (Medium)").Asks(Template, kind, name));
        Assert.Equal("required before close", Given.Category("Emergency").Asks(Template, kind, name));
    }

    /// <summary>Requester, Approver, Implementer: the record names all three, as a normal change has a seat and an implementer.</summary>
    [Fact]
    public void Template_Approvals()
    {
        var change = Given.Category("Normal (Low)");

        Assert.Equal("change-approver", change.Approvers("approval"));
        Assert.Equal("change-implementer", Assert.Single(change.Implementers));
    }
}
