namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §6 Emergency Changes.</summary>
public sealed class EmergencyTests
{
    [Theory(DisplayName = "003 §6.1 criterion")]
    [InlineData("production-down")]
    [InlineData("active-exploit")]
    [InlineData("data-loss")]
    [InlineData("compliance-risk")]
    public void Criterion_MakesAnEmergency(string criterion)
    {
        var assessment = Given.Saying(("title", "Now"), ("emergency_criteria", criterion));

        Assert.Equal(("emergency", WorkflowKind.Emergency), (assessment.Class, assessment.Kind));
        assessment.ClassBecause.Cites("§6.1");
    }

    [Fact(DisplayName = "003 §6.2 Identify: confirm criteria")]
    public void Criteria_AreConfirmedAtSubmission()
    {
        var confirmed = Given.Saying(("title", "Now"), ("change_type", "outage-fix")).Asked(RequirementKind.Field, "emergency_criteria");

        Assert.Equal((Strength.Required, Gate.Submit), (confirmed.Strength, confirmed.Before));
    }

    [Fact(DisplayName = "003 §6.2 Identify: document impact")]
    public void Impact_IsDocumentedBeforeTheFix()
    {
        var impact = Given.Emergency(RiskLevel.High).Asked(RequirementKind.Field, "impact_analysis");

        Assert.Equal((Strength.Required, Gate.Implement), (impact.Strength, impact.Before));
    }

    [Theory(DisplayName = "003 §6.3 authorizer")]
    [InlineData("Business hours", "2026-11-16T14:00Z", false, "manager, security-team")]
    [InlineData("Business hours", "2026-11-16T21:59Z", false, "manager, security-team")]
    [InlineData("After hours", "2026-11-16T13:59Z", false, "on-call-manager, on-call-security")]
    [InlineData("After hours", "2026-11-16T22:00Z", false, "on-call-manager, on-call-security")]
    [InlineData("After hours", "2026-11-21T17:00Z", false, "on-call-manager, on-call-security")]
    [InlineData("After hours", "2026-11-26T17:00Z", false, "on-call-manager, on-call-security")]
    [InlineData("If unavailable", "2026-11-16T15:00Z", true, "cto or ciso")]
    [InlineData("If unavailable", "2026-11-16T08:00Z", true, "cto or ciso")]
    public void Authorizer_DependsOnTheTime(string row, string at, bool unavailable, string approvers)
    {
        var assessment = Given.Emergency(Moment.Parse(at), ("authorizers_unavailable", unavailable));
        var authorization = assessment.Stage("authorization");

        Assert.Equal((row, approvers), (row, assessment.Approvers("authorization")));
        Assert.Equal((Gate.Implement, true, null), (authorization.Before, authorization.Verbal, authorization.Quorum));
        authorization.Because.Cites("§6.3");
    }

    [Fact(DisplayName = "003 §6.3 if unavailable, once the authorizers did not answer")]
    public void Authorization_EscalatesToCtoOrCiso()
    {
        var authorization = Given.Emergency(Moment.Parse("2026-11-16T15:00Z"), ("authorizers_unavailable", false)).Stage("authorization");

        Assert.Equal("cto, ciso", string.Join(", ", authorization.EscalatesTo));
    }

    [Theory(DisplayName = "003 §6.4 within 24 hours")]
    [InlineData("emergency-documented", "Document the emergency change", "requester")]
    [InlineData("retrospective-ticket", "Create retrospective change ticket", "requester")]
    [InlineData("root-cause-analysis", "Complete root cause analysis", "change-owner")]
    [InlineData("cab-presentation", "Present to CAB", "change-owner")]
    public void Duty_IsOwedWithin24Hours(string name, string title, string owner)
    {
        var duty = Given.Emergency(RiskLevel.High).Asked(RequirementKind.Duty, name);

        Assert.Equal((title, owner, Strength.Required, Gate.Close), (duty.Title, duty.Owner, duty.Strength, duty.Before));
        Assert.Equal((new Allowance.Elapsed(TimeSpan.FromHours(24)), ClockStart.Submitted), (duty.Within, duty.ClockStarts));
        duty.Because.Cites("§6.4");
    }

    [Fact(DisplayName = "003 §6.4 obtain formal approval within 24 hours")]
    public void FormalApproval_IsObtainedWithin24Hours()
    {
        var approval = Given.Emergency(RiskLevel.Low).Stage("formal-approval");

        Assert.Equal(["manager", "security-team"], approval.Seats.Select(seat => seat.Name));
        Assert.Equal((Gate.Close, new Allowance.Elapsed(TimeSpan.FromHours(24))), (approval.Before, approval.Within));
        approval.Because.Cites("§6.4");
    }

    [Theory(DisplayName = "003 §6.4 present to CAB if high/critical")]
    [InlineData(RiskLevel.Low, false)]
    [InlineData(RiskLevel.Medium, false)]
    [InlineData(RiskLevel.High, true)]
    [InlineData(RiskLevel.Critical, true)]
    public void CabPresentation_IsOwedIfHighOrCritical(RiskLevel risk, bool owed) =>
        Assert.Equal(owed, Given.Emergency(risk).Asks(RequirementKind.Duty, "cab-presentation"));

    [Theory(DisplayName = "003 §6.2 Close")]
    [InlineData(RequirementKind.Documentation, "results-documented", "Document results")]
    [InlineData(RequirementKind.Review, "lessons-learned", "Lessons learned")]
    public void Closure_WaitsFor(RequirementKind kind, string name, string title)
    {
        var asked = Given.Emergency(RiskLevel.Low).Asked(kind, name);

        Assert.Equal((title, Strength.Required, Gate.Close), (asked.Title, asked.Strength, asked.Before));
    }
}
