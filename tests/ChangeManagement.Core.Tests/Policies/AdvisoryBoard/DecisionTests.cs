namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>What the product decides where document 003 is silent or contradicts itself.</summary>
public sealed class DecisionTests
{
    [Theory(DisplayName = "Decision 13: 12 and up is Critical where §3.2 says so, else High")]
    [InlineData("high", "high", "medium", "high", "low", 12, RiskLevel.Critical)]
    [InlineData("medium", "high", "high", "high", "low", 12, RiskLevel.Critical)]
    [InlineData("medium", "high", "low", "high", "high", 12, RiskLevel.Critical)]
    [InlineData("medium", "high", "medium", "high", "medium", 12, RiskLevel.High)]
    [InlineData("high", "medium", "medium", "medium", "medium", 11, RiskLevel.Medium)]
    public void TwelveAndUp_IsCriticalByTheFactor(
        string systems, string users, string data, string reversibility, string security, int score, RiskLevel expected)
    {
        var risk = Given.Saying(Given.Factors(systems, users, data, reversibility, security)).Risk;

        Assert.Equal((score, expected), (risk.Score, risk.Level));
        if (expected == RiskLevel.Critical)
        {
            risk.Because.Decides("score-twelve-and-up");
        }
    }

    [Fact(DisplayName = "Decision 13: data migration is Critical at any score")]
    public void DataMigration_IsCriticalAtAnyScore()
    {
        var risk = Given.Saying(Given.Factors("low", "low", "high", "low", "low")).Risk;

        Assert.Equal((7, RiskLevel.Critical), (risk.Score, risk.Level));
        risk.Because.Decides("data-migration");
    }

    [Fact(DisplayName = "Decision 14: Low is reviewed by two peers")]
    public void Low_IsReviewedByTwoPeers()
    {
        var stage = Assert.Single(Given.Normal(RiskLevel.Low).Stages);

        Assert.Equal(["peer-reviewer", "peer-reviewer-2"], stage.Seats.Select(seat => seat.Name));
    }

    [Theory(DisplayName = "Decision 14: each level adds to the one below")]
    [InlineData(RiskLevel.Medium, "manager")]
    [InlineData(RiskLevel.High, "manager", "security-team", "cab-chair")]
    [InlineData(RiskLevel.Critical, "manager", "security-team", "cab-chair", "cto", "ciso")]
    public void Level_IsApprovedByTheUnion(RiskLevel risk, params string[] roles)
    {
        var seats = Given.Normal(risk).Stages.SelectMany(stage => stage.Seats).Select(seat => seat.Name).ToList();

        Assert.Equal(["peer-reviewer", "peer-reviewer-2"], seats.Take(2));
        Assert.All(roles, role => Assert.Contains(role, seats));
    }

    [Fact(DisplayName = "Decision 14: the CISO joins the CTO for Critical")]
    public void Ciso_JoinsTheCto()
    {
        var executive = Given.Normal(RiskLevel.Critical).Stage("executive");

        Assert.Equal(["cto", "ciso"], executive.Seats.Select(seat => seat.Name));
        Assert.Null(executive.Quorum);
        executive.Seats[1].Because.Decides("strictest-union");
    }

    [Fact(DisplayName = "Decision 14: the chair decides after the seats of CAB are heard")]
    public void Chair_DecidesForCab() => Assert.Equal("cab-chair", Given.Normal(RiskLevel.High).Stage("cab").DecidedBy);

    [Fact(DisplayName = "Decision 14: full regression is added to §8.1's row of Critical")]
    public void FullRegression_IsAdded()
    {
        var test = Given.Normal(RiskLevel.Critical).Asked(RequirementKind.Test, "regression");

        Assert.Equal(
            ("Full regression", "staging", Strength.Required, Gate.Implement),
            (test.Title, test.Environment, test.Strength, test.Before));
        test.Because.Decides("strictest-union");
        Assert.False(Given.Normal(RiskLevel.High).Asks(RequirementKind.Test, "regression"));
    }

    [Theory(DisplayName = "Decision 14: Standard is pre-authorized while its risk is Low")]
    [InlineData(RiskLevel.Low, "standard")]
    [InlineData(RiskLevel.Medium, "normal")]
    [InlineData(RiskLevel.High, "normal")]
    [InlineData(RiskLevel.Critical, "normal")]
    public void Standard_AboveLow_IsReclassified(RiskLevel risk, string expected)
    {
        var assessment = Given.Standard(risk);

        Assert.Equal(expected, assessment.Class);
        Assert.Equal(expected == "standard", assessment.Stages.IsEmpty);
        if (expected != "standard")
        {
            assessment.ClassBecause.Decides("standard-above-low");
        }
    }

    [Theory(DisplayName = "A normal change at critical risk runs the major workflow")]
    [InlineData(RiskLevel.Low, WorkflowKind.Normal)]
    [InlineData(RiskLevel.Medium, WorkflowKind.Normal)]
    [InlineData(RiskLevel.High, WorkflowKind.Normal)]
    [InlineData(RiskLevel.Critical, WorkflowKind.Major)]
    public void Normal_AtCriticalRisk_RunsMajor(RiskLevel risk, WorkflowKind kind)
    {
        var assessment = Given.Normal(risk);

        Assert.Equal(("normal", kind), (assessment.Class, assessment.Kind));
    }

    [Theory(DisplayName = "Decision 15: SLAs are business days of the policy's calendar")]
    [InlineData("2026-11-25T15:00Z", "2026-11-27T15:00Z")]
    [InlineData("2026-11-20T15:00Z", "2026-11-23T15:00Z")]
    [InlineData("2026-11-21T15:00Z", "2026-11-24T14:00Z")]
    [InlineData("2026-12-31T15:00Z", "2027-01-04T15:00Z")]
    [InlineData("2026-03-06T15:00Z", "2026-03-09T14:00Z")]
    public void OneBusinessDay_SkipsWeekendsAndHolidays(string from, string deadline) =>
        Assert.Equal(Moment.Parse(deadline), Given.Policy.Deadline(new Allowance.BusinessDays(1), Moment.Parse(from)));

    [Theory(DisplayName = "Decisions 1 and 15: a missed SLA escalates and expires after the next CAB, never approves")]
    [InlineData("peer")]
    [InlineData("manager")]
    [InlineData("security")]
    [InlineData("cab")]
    [InlineData("executive")]
    public void MissedSla_EscalatesAndExpiresAfterTheNextCab(string name)
    {
        var stage = Given.Normal(RiskLevel.Critical).Stage(name);

        Assert.Equal("50% remind, 100% escalate, after next cab expire", stage.Chased());
        stage.Because.Decides("missed-sla-escalates");
    }

    [Fact(DisplayName = "Decision 15: an authorizer has 15 minutes to acknowledge")]
    public void Authorizer_Has15Minutes()
    {
        var authorization = Given.Emergency(RiskLevel.Low).Stage("authorization");

        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromMinutes(15)), authorization.Within);
        Assert.Equal("50% remind, 100% escalate, after next cab expire", authorization.Chased());
        authorization.Because.Decides("authorization-clock");
    }

    [Fact(DisplayName = "Who authorizes in business hours approves formally, whoever was on call")]
    public void FormalApproval_IsGivenByManagerAndSecurity()
    {
        var assessment = Given.Emergency(Given.Monday(3, 0));

        Assert.Equal("manager, security-team", assessment.Approvers("formal-approval"));
        assessment.Stage("formal-approval").Because.Decides("formal-approval");
    }

    [Fact(DisplayName = "Decisions 1 and 15: the approval after an emergency is chased and never expires")]
    public void FormalApproval_NeverExpires() =>
        Assert.Equal("50% remind, 100% escalate", Given.Emergency(RiskLevel.Low).Stage("formal-approval").Chased());

    [Fact(DisplayName = "Decision 15: CTO or CISO, any one, authorizes when the others do not answer")]
    public void CtoOrCiso_AnyOne() => Assert.Equal(
        "cto or ciso", Given.Emergency(Given.Monday(3, 0), ("authorizers_unavailable", true)).Approvers("authorization"));

    [Theory(DisplayName = "Decision 15: CAB reviews every emergency, high and critical within 24 hours")]
    [InlineData(RiskLevel.Low, "next cab")]
    [InlineData(RiskLevel.Medium, "next cab")]
    [InlineData(RiskLevel.High, "24h")]
    [InlineData(RiskLevel.Critical, "24h")]
    public void Cab_ReviewsEveryEmergency(RiskLevel risk, string within)
    {
        var review = Given.Emergency(risk).Asked(RequirementKind.Duty, "cab-review");

        Assert.Equal(
            ("CAB review", "cab-chair", Gate.Close, within),
            (review.Title, review.Owner, review.Before, review.Within?.ToString()));
        review.Because.Decides("cab-reviews-every-emergency");
    }

    [Fact(DisplayName = "An emergency whose factors are not known yet is presented to CAB within 24 hours")]
    public void UnratedEmergency_CountsAsTheWorst()
    {
        var assessment = Given.Emergency(Given.Monday(3, 0));

        Assert.Equal(RiskLevel.Critical, assessment.Risk.Level);
        Assert.Equal("24h", assessment.Asked(RequirementKind.Duty, "cab-presentation").Within?.ToString());
    }

    [Theory(DisplayName = "Decision 2: who decides alone has a deputy, so that nobody approves their own change")]
    [InlineData("manager")]
    [InlineData("security-team")]
    [InlineData("dba")]
    [InlineData("operations")]
    [InlineData("cab-chair")]
    [InlineData("engineering-lead")]
    [InlineData("operations-lead")]
    [InlineData("security-representative")]
    [InlineData("qa-representative")]
    [InlineData("business-representative")]
    [InlineData("cto")]
    [InlineData("ciso")]
    public void SoleDecider_HasADeputy(string role) => Assert.True(Given.Policy.Roles[role].NeedsDeputy);

    [Theory(DisplayName = "Decision 4: an amendment of what was approved voids the approval")]
    [InlineData("rollback_plan", true)]
    [InlineData("scheduled_start", true)]
    [InlineData("data_risk", true)]
    [InlineData("security_areas", true)]
    [InlineData("title", false)]
    [InlineData("incident", false)]
    public void Amendment_VoidsApprovals(string field, bool voids) => Assert.Equal(voids, Given.Policy.Material.Contains(field));
}
