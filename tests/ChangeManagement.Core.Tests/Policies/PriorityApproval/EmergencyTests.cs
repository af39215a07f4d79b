namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 Emergency Change Process.</summary>
public sealed class EmergencyTests
{
    [Theory]
    [InlineData("security-vulnerability", "Critical security vulnerability")]
    [InlineData("system-outage", "System outage")]
    [InlineData("data-breach", "Data breach")]
    [InlineData("compliance-violation", "Compliance violation")]
    public void EmergencyChangeCriteria(string criterion, string label)
    {
        Assert.Contains(new FieldChoice(criterion, label), Shipped.Policy("priority-approval").Fields["emergency_criteria"].Choices);
        Assert.Equal(
            "required before submit",
            Given.Emergency().Asks("001 Emergency Change Criteria", RequirementKind.Field, "emergency_criteria"));
    }

    [Theory]
    [InlineData(
        "001 Emergency Change Process, 1 Immediate Action", RequirementKind.Documentation, "document-implementation",
        "required before close by requester within 24h from submitted")]            // Document change after implementation
    [InlineData("decision: said-by-the-calls", RequirementKind.Check, "notify-stakeholders", "optional before implement")]
    public void ImmediateAction(string clause, RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Emergency().Asks(clause, kind, name));

    /// <summary>Implement fix immediately: nobody is asked first.</summary>
    [Fact]
    public void ImmediateAction_ImplementFixImmediately() =>
        Assert.DoesNotContain(Given.Emergency().Stages, stage => stage.Before < Gate.Close);

    [Theory]
    [InlineData(RequirementKind.Documentation, "change-request-form")]  // Complete change request form
    [InlineData(RequirementKind.Documentation, "update-documentation")] // Update documentation
    public void PostImplementation(RequirementKind kind, string name) =>
        Assert.Equal(
            "required before close by requester within 24h from submitted",
            Given.Emergency().Asks("001 Emergency Change Process, 2 Post-Implementation", kind, name));

    [Theory]
    [InlineData("change_type")]
    [InlineData("priority")]
    [InlineData("affected_systems")]
    [InlineData("impact_scope")]
    [InlineData("risk_level")]
    [InlineData("rollback_plan")]
    [InlineData("implementation_plan")]
    public void PostImplementation_TheFormIsCompletedBeforeClosure(string field) =>
        Assert.Equal(
            "required before close",
            Given.Emergency().Asks("001 Emergency Change Process, 2 Post-Implementation", RequirementKind.Field, field));

    /// <summary>Obtain retroactive approval.</summary>
    [Fact]
    public void PostImplementation_RetroactiveApproval() =>
        Assert.Equal("security-team-lead, engineering-manager", Given.Emergency().Approvers("retroactive-approval"));

    /// <summary>Conduct post-implementation review.</summary>
    [Fact]
    public void PostImplementation_Review() =>
        Assert.Equal("required before close", Given.Emergency().Asks("001 §6", RequirementKind.Field, "post_implementation_review"));

    [Theory]
    [InlineData(RequirementKind.Review, "emergency-change", "required before close by change-manager")]   // Review emergency change
    [InlineData(RequirementKind.Duty, "root-cause", "required before close by requester")]                // Identify root cause
    [InlineData(RequirementKind.Duty, "preventive-measures", "required before close by requester")]       // Implement preventive measures
    [InlineData(RequirementKind.Duty, "procedures", "recommended before close by change-manager")]        // Update procedures if needed
    public void Review(RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Emergency().Asks("001 Emergency Change Process, 3 Review", kind, name));

    /// <summary>An emergency opens with what is known at 3 a.m.</summary>
    [Fact]
    public void Emergency_IsOpenedWithThreeFields() =>
        Assert.Equal(
            ["description", "emergency_criteria", "title"], Given.Emergency().NeededAtSubmit().Order(StringComparer.Ordinal));
}
