using ChangeManagement.Policies;

namespace ChangeManagement.Tests.Policies.AdvisoryBoard;

/// <summary>What the product decides where document 003 is silent or contradicts itself.</summary>
public sealed class DecisionsTests
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
        var risk = Requests.Saying(Requests.Factors(systems, users, data, reversibility, security)).Risk;

        Assert.Equal((score, expected), (risk.Score, risk.Level));
        if (expected == RiskLevel.Critical)
        {
            risk.Because.Decides("score-twelve-and-up");
        }
    }

    [Fact(DisplayName = "Decision 13: data migration is Critical at any score")]
    public void DataMigration_IsCriticalAtAnyScore()
    {
        var risk = Requests.Saying(Requests.Factors("low", "low", "high", "low", "low")).Risk;

        Assert.Equal((7, RiskLevel.Critical), (risk.Score, risk.Level));
        risk.Because.Decides("data-migration");
    }

    [Fact(DisplayName = "Decision 14: Low is reviewed by two peers")]
    public void Low_IsReviewedByTwoPeers()
    {
        var stage = Assert.Single(Requests.Normal(RiskLevel.Low).Stages);

        Assert.Equal(["peer-reviewer", "peer-reviewer-2"], stage.Seats.Select(seat => seat.Name));
    }

    [Theory(DisplayName = "Decision 14: each level adds to the one below")]
    [InlineData(RiskLevel.Medium, "manager")]
    [InlineData(RiskLevel.High, "manager", "security-team", "cab-chair")]
    [InlineData(RiskLevel.Critical, "manager", "security-team", "cab-chair", "cto", "ciso")]
    public void Level_IsApprovedByTheUnion(RiskLevel risk, params string[] roles)
    {
        var seats = Requests.Normal(risk).Stages.SelectMany(stage => stage.Seats).Select(seat => seat.Name).ToList();

        Assert.Equal(["peer-reviewer", "peer-reviewer-2"], seats.Take(2));
        Assert.All(roles, role => Assert.Contains(role, seats));
    }

    [Fact(DisplayName = "Decision 14: the CISO joins the CTO for Critical")]
    public void Ciso_JoinsTheCto()
    {
        var executive = Requests.Normal(RiskLevel.Critical).Stage("executive");

        Assert.Equal(["cto", "ciso"], executive.Seats.Select(seat => seat.Name));
        Assert.Null(executive.Quorum);
        executive.Seats[1].Because.Decides("strictest-union");
    }

    [Fact(DisplayName = "Decision 14: the chair decides after the seats of CAB are heard")]
    public void Chair_DecidesForCab() => Assert.Equal("cab-chair", Requests.Normal(RiskLevel.High).Stage("cab").DecidedBy);

    [Fact(DisplayName = "Decision 14: full regression is added to §8.1's row of Critical")]
    public void FullRegression_IsAdded()
    {
        var test = Requests.Normal(RiskLevel.Critical).Asked(RequirementKind.Test, "regression");

        Assert.Equal(
            ("Full regression", "staging", Strength.Required, Gate.Implement),
            (test.Title, test.Environment, test.Strength, test.Before));
        test.Because.Decides("strictest-union");
        Assert.False(Requests.Normal(RiskLevel.High).Asks(RequirementKind.Test, "regression"));
    }

    [Theory(DisplayName = "Decision 14: Standard is pre-authorized while its risk is Low")]
    [InlineData(RiskLevel.Low, "standard")]
    [InlineData(RiskLevel.Medium, "normal")]
    [InlineData(RiskLevel.High, "normal")]
    [InlineData(RiskLevel.Critical, "normal")]
    public void Standard_AboveLow_IsReclassified(RiskLevel risk, string expected)
    {
        var assessment = Requests.Standard(risk);

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
        var assessment = Requests.Normal(risk);

        Assert.Equal(("normal", kind), (assessment.Class, assessment.Kind));
    }

    [Theory(DisplayName = "Decision 15: SLAs are business days of the policy's calendar")]
    [InlineData("2026-11-25T15:00Z", "2026-11-27T15:00Z")]
    [InlineData("2026-11-20T15:00Z", "2026-11-23T15:00Z")]
    [InlineData("2026-11-21T15:00Z", "2026-11-24T14:00Z")]
    [InlineData("2026-12-31T15:00Z", "2027-01-04T15:00Z")]
    [InlineData("2026-03-06T15:00Z", "2026-03-09T14:00Z")]
    public void OneBusinessDay_SkipsWeekendsAndHolidays(string from, string deadline) =>
        Assert.Equal(Moment.Parse(deadline), Requests.Policy.Deadline(new Allowance.BusinessDays(1), Moment.Parse(from)));

    [Fact(DisplayName = "Decisions 1 and 15: a missed SLA escalates and expires after the next CAB, never approves")]
    public void MissedSla_EscalatesAndExpiresAfterTheNextCab() => Assert.All(
        Requests.Normal(RiskLevel.Critical).Stages,
        stage => Assert.Equal(
            [
                new Chase(0.5, null, ChaseStep.Remind),
                new Chase(1, null, ChaseStep.Escalate),
                new Chase(null, new Allowance.NextCab(), ChaseStep.Expire),
            ],
            stage.Chases));

    [Fact(DisplayName = "Decision 15: CTO or CISO, any one, authorizes when the others do not answer")]
    public void CtoOrCiso_AnyOne()
    {
        var seat = Assert.Single(
            Requests.Emergency(Requests.Monday(3, 0), ("authorizers_unavailable", true)).Stage("authorization").Seats);

        Assert.Equal(["cto", "ciso"], seat.Roles);
    }

    [Theory(DisplayName = "Decision 15: CAB reviews every emergency, high and critical within 24 hours")]
    [InlineData(RiskLevel.Low, "next cab")]
    [InlineData(RiskLevel.Medium, "next cab")]
    [InlineData(RiskLevel.High, "24h")]
    [InlineData(RiskLevel.Critical, "24h")]
    public void Cab_ReviewsEveryEmergency(RiskLevel risk, string within)
    {
        var review = Requests.Emergency(risk).Asked(RequirementKind.Duty, "cab-review");

        Assert.Equal(
            ("CAB review", "cab-chair", Gate.Close, within),
            (review.Title, review.Owner, review.Before, review.Within?.ToString()));
        review.Because.Decides("cab-reviews-every-emergency");
    }

    [Fact(DisplayName = "An emergency whose factors are not known yet counts as the worst")]
    public void UnratedEmergency_IsCritical() =>
        Assert.Equal(RiskLevel.Critical, Requests.Emergency(Requests.Monday(3, 0)).Risk.Level);
}
