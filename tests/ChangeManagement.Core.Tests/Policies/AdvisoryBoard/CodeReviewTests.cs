namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §4.3 Review Process.</summary>
public sealed class CodeReviewTests
{
    [Theory(DisplayName = "003 §4.3 reviewers required")]
    [InlineData("security", "peer-reviewer", "security-team")]
    [InlineData("database", "peer-reviewer", "dba")]
    [InlineData("infrastructure", "peer-reviewer", "operations")]
    [InlineData("network", "peer-reviewer", "operations")]
    [InlineData("application", "peer-reviewer", "peer-reviewer-2")]
    public void TwoReviewers_OneOfTheTrade(string touched, string first, string second)
    {
        var review = Given.Normal(RiskLevel.Low, ("touches", new[] { touched })).Stage("peer");

        Assert.Equal([first, second], review.Seats.Select(seat => seat.Name));
        Assert.Null(review.Quorum);
        review.Because.Cites("§4.3");
    }

    [Fact(DisplayName = "003 §4.3 a change that says nothing of what it touches is reviewed by two peers")]
    public void NothingTouched_IsReviewedByTwoPeers() =>
        Assert.Equal(["peer-reviewer", "peer-reviewer-2"], Given.Normal(RiskLevel.Low).Seats("peer"));

    [Theory(DisplayName = "003 §4.3 review focus")]
    [InlineData("security", "security-implications", "Security implications", "security-team")]
    [InlineData("database", "performance", "Performance", "dba")]
    [InlineData("database", "integrity", "Integrity", "dba")]
    [InlineData("infrastructure", "stability", "Stability", "operations")]
    [InlineData("infrastructure", "scalability", "Scalability", "operations")]
    [InlineData("application", "functionality", "Functionality", null)]
    [InlineData("application", "quality", "Quality", null)]
    public void ReviewFocus_IsAssessedBeforeTheApproval(string touched, string name, string title, string? owner)
    {
        var focus = Given.Normal(RiskLevel.Low, ("touches", new[] { touched })).Asked(RequirementKind.Criterion, name);

        Assert.Equal((title, Strength.Required, Gate.Approve, owner), (focus.Title, focus.Strength, focus.Before, focus.Owner));
        focus.Because.Cites("§4.3");
    }

    [Theory(DisplayName = "003 §4.3 security review trigger")]
    [InlineData("authentication")]
    [InlineData("encryption")]
    [InlineData("network-security")]
    [InlineData("external-integrations")]
    [InlineData("data-handling")]
    [InlineData("privileges")]
    public void SecurityArea_NeedsASecurityReviewAtAnyRisk(string area)
    {
        var assessment = Given.Normal(RiskLevel.Low, ("security_areas", new[] { area }));
        var review = assessment.Stage("security");

        Assert.Equal(["security-team"], review.Seats.Select(seat => seat.Name));
        Assert.Equal((Gate.Approve, new Allowance.BusinessDays(1)), (review.Before, review.Within));
        review.Because.Cites("§4.3");
        Assert.Equal(["peer-reviewer", "security-team"], assessment.Seats("peer"));
    }

    [Fact(DisplayName = "003 §4.3 a change that needs a security review is not pre-authorized")]
    public void StandardWithASecurityArea_IsNormal()
    {
        var assessment = Given.Standard(RiskLevel.Low, ("security_areas", new[] { "authentication" }));

        Assert.Equal("normal", assessment.Class);
        assessment.ClassBecause.Cites("§4.3");
    }
}
