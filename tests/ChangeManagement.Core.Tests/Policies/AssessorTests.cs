namespace ChangeManagement.Policies;

/// <summary>Class, then risk, then the class again, then the rules; each with its reasons.</summary>
public sealed class AssessorTests
{
    private const string Catalogue =
        "{ patch: { class: standard, pre-approved: true, source: T 4 }, upgrade: { class: normal, source: T 4 } }";

    [Theory]
    [InlineData(null, null, null, "normal", "always")]
    [InlineData("emergency", null, null, "emergency", "urgency is emergency")]
    [InlineData("urgent", null, null, "emergency", "urgency is emergency")]
    [InlineData(null, "patch", null, "standard", "type is patch")]
    [InlineData("emergency", "patch", null, "emergency", "urgency is emergency")]
    [InlineData("emergency", null, "normal", "normal", "the request names the class")]
    public void Class_IsTheRequestedOne_ElseTheFirstRule_ElseTheTypesOwn_ElseTheLast(
        string? urgency, string? type, string? requested, string expected, string because)
    {
        var assessment = Assess.Under(
            SmallPolicy.With(("catalogue", Catalogue)), SmallPolicy.Facts(("urgency", urgency), ("change_type", type)), requested);

        Assert.Equal((expected, because), (assessment.Class, Assert.Single(assessment.ClassBecause).Rule));
    }

    [Theory]
    [InlineData("patch", null, "standard")]
    [InlineData("patch", "patch", "normal")]
    [InlineData("upgrade", null, "normal")]
    [InlineData(null, null, "normal")]
    public void StandardWork_IsOfAPreApprovedTypeThatHasNotLostItsApproval(string? type, string? suspended, string expected)
    {
        var policy = SmallPolicy.With(("catalogue", Catalogue), ("suspended-class", "normal"));

        var assessment = Assess.Under(
            policy, SmallPolicy.Facts(("change_type", type)), "standard", suspended: suspended is null ? null : [suspended]);

        Assert.Equal(expected, assessment.Class);
        Assert.Equal(expected == "normal", assessment.ClassBecause[0].Source == "decision: pre-approval-by-catalogue");
    }

    [Fact]
    public void Class_ThatThePolicyDoesNotHave_IsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => Assess.Under(SmallPolicy.With(), SmallPolicy.Facts(), "minor"));

    [Fact]
    public void RiskAboveLow_ChangesTheClass_AndIsRatedAnew()
    {
        var policy = SmallPolicy.With(
            ("risk", """
                
                  default: low
                  skip-for: [ standard ]
                  factors: { impact: { source: T, values: { low: { score: 1 }, high: { score: 3 } } } }
                  bands: [ { from: 1, to: 2, level: low }, { from: 3, to: 3, level: high } ]
                  rules: [ { source: T 5, when: { class: standard, facts: { touches: database } }, level: medium } ]
                """),
            ("reclassify", "[ { source: T 6, when: { class: standard, risk: { at-least: medium } }, class: normal } ]"));

        var assessment = Assess.Under(policy, new { title = "A", touches = "database", impact = "high" }, "standard");

        Assert.Equal(("normal", RiskLevel.High), (assessment.Class, assessment.Risk.Level));
        Assert.Equal(["the request names the class", "class is standard and risk is at least medium"], assessment.ClassBecause.Select(each => each.Rule));
    }

    [Fact]
    public void Kind_CanFollowFromTheRisk()
    {
        var policy = SmallPolicy.With(("kinds", "[ { source: T 7, when: { class: normal, risk: high }, kind: major } ]"));

        Assert.Equal(WorkflowKind.Normal, Assess.Under(policy, SmallPolicy.Facts()).Kind);
        Assert.Equal(WorkflowKind.Major, Assess.Under(policy, SmallPolicy.Facts(("impact", "high"), ("reach", "high"))).Kind);
    }

    [Theory]
    [InlineData("low", "low", 2, RiskLevel.Low)]
    [InlineData("high", "low", 4, RiskLevel.Medium)]
    [InlineData("high", "high", 6, RiskLevel.High)]
    [InlineData("low", null, 4, RiskLevel.Medium)]
    public void Risk_IsTheBandOfTheScores_AndAFactorThatIsNotAssessedCountsAsTheWorst(string impact, string? reach, int score, RiskLevel level)
    {
        var risk = Assess.Under(SmallPolicy.With(), SmallPolicy.Facts(("impact", impact), ("reach", reach))).Risk;

        Assert.Equal((score, level), (risk.Score, risk.Level));
        Assert.Equal(reach ?? "not assessed", risk.Factors[1].Value);
    }

    [Fact]
    public void RuleOfTheRisk_RaisesAndNeverLowers()
    {
        var policy = SmallPolicy.With(("risk", """
            
              default: medium
              rules:
                - { source: T 8, when: { facts: { touches: network } }, level: low }
                - { source: T 9, when: { risk: medium, facts: { touches: database } }, level: high }
                - { source: T 10, when: { risk: high }, level: critical }
            """));

        Assert.Equal(RiskLevel.Medium, Assess.Under(policy, new { touches = "network" }).Risk.Level);
        var raised = Assess.Under(policy, new { touches = "database" }).Risk;
        Assert.Equal(RiskLevel.Critical, raised.Level);
        Assert.Equal(["T 9", "T 10"], raised.Because.Select(because => because.Source));
    }

    [Fact]
    public void OutOfScope_IsTheFirstExclusionThatHolds()
    {
        var policy = SmallPolicy.With(("out-of-scope", """
            
              - { source: T 11, when: { facts: { touches: network } }, message: Networks are elsewhere. }
              - { source: T 12, when: { says: touches }, message: Everything is elsewhere. }
            """));

        Assert.Null(Assess.Under(policy, SmallPolicy.Facts()).OutOfScope);
        Assert.Equal("Networks are elsewhere.", Assess.Under(policy, SmallPolicy.Facts(("touches", "network"))).OutOfScope?.Message);
    }

    [Fact]
    public void Requirement_CarriesClauseRuleInputsAndReason()
    {
        var policy = SmallPolicy.With(("rules", """
            
              - source: "decision: two-eyes"
                reason: One pair of eyes is not enough.
                when: { class: normal, risk: low }
                approvals: [ { stage: review, by: lead } ]
            """));

        Assert.Equal(
            new Because("decision: two-eyes", "class is normal and risk is low", "class = normal, risk = low", "One pair of eyes is not enough."),
            Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Stages[0].Seats[0].Because));
    }

    [Fact]
    public void Assessment_NamesTheCalendarThatItsDeadlinesComeFrom() =>
        Assert.Matches("^tzdb .+, small 1$", Assess.Under(SmallPolicy.With(), SmallPolicy.Facts()).CalendarVersion);
}
