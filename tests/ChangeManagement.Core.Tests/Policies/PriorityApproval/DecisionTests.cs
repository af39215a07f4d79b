namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>What was decided where document 001 is silent or contradicts itself.</summary>
public sealed class DecisionTests
{
    [Fact]
    public void RequestWithoutAClass_IsNormal()
    {
        var change = Given.Planned("medium");

        Assert.Equal(("normal", WorkflowKind.Normal), (change.Class, change.Kind));
        Assert.Equal(["decision: class-left-out"], change.ClassBecause.Select(because => because.Source));
    }

    [Fact]
    public void RequestWithoutAClass_OfEmergencyUrgency_IsAnEmergency()
    {
        var change = Given.Emergency();

        Assert.Equal(("emergency", WorkflowKind.Emergency), (change.Class, change.Kind));
    }

    [Theory]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    public void RequestWithoutAClass_OfOtherUrgency_IsNormal(string urgency) =>
        Assert.Equal(
            "normal", Assess.Under("priority-approval", new { title = "Icons", description = "Icons", urgency }).Class);

    /// <summary><c>security_enhancement</c> is <c>security</c>, which must be tested even without the flag.</summary>
    [Fact]
    public void SecurityEnhancement_IsSecurity() =>
        Assert.Equal(
            5, Given.Change("security_enhancement", testingRequired: null).Requirements.Count(asked => asked.Kind == RequirementKind.Test));

    [Theory]
    [InlineData("low", "pre-approved")]
    [InlineData("medium", "normal")]
    [InlineData("high", "normal")]
    [InlineData("critical", "normal")]
    [InlineData(null, "normal")]
    public void PreApproved_IsLowRisk_OrApprovedLikeAnyOther(string? risk, string @class)
    {
        var change = Given.PreApproved(risk);

        Assert.Equal(@class, change.Class);
        Assert.Equal(@class == "normal" ? "change-manager" : "-", change.Approvers("approval"));
    }

    [Theory]
    [InlineData("low", RiskLevel.Low)]
    [InlineData("medium", RiskLevel.Medium)]
    [InlineData("high", RiskLevel.High)]
    [InlineData("critical", RiskLevel.Critical)]
    [InlineData(null, RiskLevel.Medium)]
    public void Risk_IsWhatTheFormSays_AndNotLowWhereItSaysNothing(string? declared, RiskLevel level) =>
        Assert.Equal(level, Given.PreApproved(declared).Risk.Level);

    [Fact]
    public void PreApproved_SaysWhereTheApprovalWasGiven() =>
        Assert.Equal(
            "required before submit",
            Given.PreApproved().Asks("decision: pre-approved-is-low-risk", RequirementKind.Field, "pre_approval"));

    /// <summary>The configuration table governs, not the two approvers of the API's example.</summary>
    [Fact]
    public void ExampleOfTheApi_HasThreeApprovers() =>
        Assert.Equal("security-team, engineering-manager, change-manager", Given.ExampleOfTheApi().Approvers("approval"));

    [Fact]
    public void Critical_HasTheApproversOfHigh_AndTheTimeOutOfEmergency()
    {
        var change = Given.Planned("critical");
        var stage = Assert.Single(change.Stages);

        Assert.Equal("security-team, engineering-manager, change-manager", change.Approvers("approval"));
        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromHours(1)), stage.Within);
        Assert.Equal(["decision: critical-priority"], stage.Because.Select(because => because.Source).Distinct());
    }

    /// <summary>Engineering manager, security team, and last the change manager, for business impact and the final approval.</summary>
    [Theory]
    [InlineData("Technical Review", "technical-feasibility", "engineering-manager")]
    [InlineData("Security Review", "security-impact", "security-team")]
    [InlineData("Business Review", "business-impact", "change-manager")]
    [InlineData("Final Approval", "documentation", "change-manager")]
    public void EachOfTheFourReviews_IsASeat(string review, string criterion, string role)
    {
        var change = Given.Planned("high");
        var assessedBy = change.Requirements.Single(asked => asked.Kind == RequirementKind.Criterion && asked.Name == criterion).Owner;

        Assert.True(assessedBy == role, $"{review} belongs to {role}, not to {assessedBy}.");
        Assert.Contains(role, change.Approvers("approval").Split(", "));
    }

    [Theory]
    [InlineData("critical")]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    public void ChangeManager_IsTheLastSeat(string priority) =>
        Assert.Equal("change-manager", Assert.Single(Assert.Single(Given.Planned(priority).Stages).Seats[^1].Roles));

    [Theory]
    [InlineData("critical")]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    public void Silence_NeverApproves_ThePlannedRequestExpiresAtItsTimeOut(string priority) =>
        Assert.Equal("50% remind, 75% escalate, 100% expire", Assert.Single(Given.Planned(priority).Stages).Chased());

    [Fact]
    public void Emergency_EscalatesAfterAnHour_AndNeverExpires()
    {
        var stage = Assert.Single(Given.Emergency().Stages);

        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromHours(1)), stage.Within);
        Assert.Equal("50% remind, 100% escalate", stage.Chased());
        Assert.Contains("decision: emergency-never-expires", stage.Because.Select(because => because.Source));
    }

    [Theory]
    [InlineData("document-implementation")]
    [InlineData("change-request-form")]
    [InlineData("update-documentation")]
    public void Emergency_IsDocumentedWithin24Hours(string name) =>
        Assert.Equal(
            "required before close by requester within 24h from submitted",
            Given.Emergency().Asks("decision: emergency-documentation", RequirementKind.Documentation, name));

    [Theory]
    [InlineData("critical")]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    public void MissingRollbackPlan_BlocksTheFinalApproval(string priority) =>
        Assert.Equal(
            "required before approve", Given.Planned(priority).Asks("001 §3 Approval Criteria", RequirementKind.Field, "rollback_plan"));
}
