namespace ChangeManagement.Policies.Effects;

/// <summary>P4: requirements accumulate; where rules speak of the same thing the stricter wins, and every reason is kept.</summary>
public sealed class MergingTests
{
    [Theory]
    [InlineData("fields: { title: recommended }", "fields: { title: required }", Strength.Required, Gate.Submit)]
    [InlineData("fields: { title: { before: close } }", "fields: { title: { before: approve } }", Strength.Required, Gate.Approve)]
    [InlineData("fields: { title: recommended }", "fields: { title: { before: close } }", Strength.Required, Gate.Close)]
    [InlineData("fields: { title: optional }", "fields: { title: { strength: recommended, before: close } }", Strength.Recommended, Gate.Submit)]
    [InlineData("fields: { title: if-applicable }", "fields: { title: { before: close } }", Strength.Required, Gate.Submit)]
    public void SameRequirement_HasTheGreaterStrength_AndTheEarlierGateOfWhatBlocks(string one, string other, Strength strength, Gate before)
    {
        foreach (var policy in new[] { SmallPolicy.WithRules(one, other), SmallPolicy.WithRules(other, one) })
        {
            var requirement = Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Requirements);

            Assert.Equal((strength, before), (requirement.Strength, requirement.Before));
            Assert.Equal(["R1", "R2"], requirement.Because.Select(because => because.Source).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("24h", "72h", "24h")]
    [InlineData("72h", "3 business days", "72h")]
    [InlineData("1 business day", "2 business days", "1 business day")]
    [InlineData("1 business day", "24h", "24h")]
    [InlineData("next cab", "5 business days", "5 business days")]
    public void SameDuty_IsDueAtTheShortestTime_OnItsOwnClock(string one, string other, string shortest)
    {
        var policy = SmallPolicy.WithRules(
            $"duties: {{ report: {{ title: Report, within: {one}, from: completed }} }}",
            $"duties: {{ report: {{ within: {other}, from: submitted }} }}");

        var duty = Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Requirements);

        Assert.Equal((shortest, shortest == one ? ClockStart.Completed : ClockStart.Submitted), (duty.Within?.ToString(), duty.ClockStarts));
    }

    [Fact]
    public void SameTest_AsksForTheHighestCoverage_AndTheFirstTitleEnvironmentAndCriteria()
    {
        var policy = SmallPolicy.WithRules(
            "tests: { unit: { coverage: 70 } }",
            "tests: { unit: { title: Unit tests, coverage: 80, environment: staging, criteria: all pass } }",
            "tests: { unit: { title: Others, coverage: 75, environment: test, criteria: none } }");

        var test = Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Requirements);

        Assert.Equal(("Unit tests", 80, "staging", "all pass"), (test.Title, test.Coverage, test.Environment, test.Criteria));
    }

    [Fact]
    public void SameEvidence_HasTheUnionOfItsParts()
    {
        var policy = SmallPolicy.WithRules(
            "evidence: { adr: { parts: [ context, decision ] } }", "evidence: { adr: { parts: [ decision, consequences ], owner: lead } }");

        var evidence = Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Requirements);

        Assert.Equal(["context", "decision", "consequences"], evidence.Parts.AsEnumerable());
        Assert.Equal(("Adr", "lead", Gate.Approve), (evidence.Title, evidence.Owner, evidence.Before));
    }

    [Fact]
    public void Seats_OfTheSameRoles_AreAsManyAsTheGreatestRuleAsks()
    {
        var policy = SmallPolicy.WithRules(
            "approvals: [ { stage: review, by: peer } ]",
            "approvals: [ { stage: review, by: peer, seats: 2 } ]",
            "approvals: [ { stage: review, by: [ security-team, lead ] } ]");

        var stage = Assert.Single(Assess.Under(policy, SmallPolicy.Facts()).Stages);

        Assert.Equal(["peer", "peer-2", "security-team"], stage.Seats.Select(seat => seat.Name));
        Assert.Equal(["R1", "R2"], stage.Seats[0].Because.Select(because => because.Source));
        Assert.Equal(["R2"], stage.Seats[1].Because.Select(because => because.Source));
        Assert.Equal(["R1", "R2", "R3"], stage.Because.Select(because => because.Source));
    }

    [Fact]
    public void Seats_ThatBeginWithTheSameRole_HaveNamesOfTheirOwn()
    {
        var policy = SmallPolicy.WithRules(
            "approvals: [ { stage: review, by: peer }, { stage: review, by: [ peer, lead ] } ]");

        Assert.Equal(["peer", "peer-2"], Assess.Under(policy, SmallPolicy.Facts()).Stages[0].Seats.Select(seat => seat.Name));
    }

    [Fact]
    public void Stages_StandInTheOrderOfThePolicy()
    {
        var policy = SmallPolicy.WithRules("approvals: [ { stage: board, by: lead } ]", "approvals: [ { stage: review, by: peer } ]");

        Assert.Equal(["review", "board"], Assess.Under(policy, SmallPolicy.Facts()).Stages.Select(stage => stage.Name));
    }

    [Theory]
    [InlineData("approvals: [ { stage: review, by: lead } ]", "24h")]
    [InlineData("approvals: [ { stage: review, by: lead, within: 48h } ]", "48h")]
    [InlineData("approvals: [ { stage: review, by: lead, within: 48h }, { stage: review, by: peer, within: 2h } ]", "2h")]
    [InlineData("approvals: [ { stage: review, by: lead }, { stage: [ review, board ], within: 12h } ]", "12h")]
    public void Stage_HasTheShortestTimeThatARuleNames_ElseItsOwn(string rule, string within) =>
        Assert.Equal(within, Assert.Single(Assess.Under(SmallPolicy.WithRules(rule), SmallPolicy.Facts()).Stages).Within.ToString());

    [Fact]
    public void Stage_WithoutSeats_IsNoStage() =>
        Assert.Empty(Assess.Under(SmallPolicy.WithRules("approvals: [ { stage: review, within: 1h } ]"), SmallPolicy.Facts()).Stages);

    [Theory]
    [InlineData("approvals: [ { stage: board, by: lead }, { stage: board, by: peer } ]", 1)]
    [InlineData("approvals: [ { stage: board, by: lead } ]", null)]
    public void Quorum_AsLargeAsTheSeats_MeansAll(string rule, int? quorum) =>
        Assert.Equal(quorum, Assess.Under(SmallPolicy.WithRules(rule), SmallPolicy.Facts()).Stages[0].Quorum);

    [Fact]
    public void WindowsAddUp_ImplementersUnite_AndTheLongestMonitoringWins()
    {
        var policy = SmallPolicy.WithRules(
            "windows: [ \"mon-tue 06:00-10:00\" ], implementers: [ lead ], monitoring: 30m",
            "windows: [ \"tue 08:00-24:00\" ], implementers: [ peer, requester ], monitoring: 2h",
            "windows: [], reject: No plan., refuse: Not by hand.");

        var assessment = Assess.Under(policy, SmallPolicy.Facts());

        Assert.Equal(["mon 06:00-10:00, tue 06:00-10:00", "tue 08:00-00:00", ""], assessment.Windows.Select(rule => string.Join(", ", rule.Slots)));
        Assert.Equal(["lead", "peer", "requester"], assessment.Implementers.AsEnumerable());
        Assert.Equal(TimeSpan.FromHours(2), assessment.Monitoring);
        Assert.Equal(("No plan.", "Not by hand."), (assessment.Rejections[0].Message, assessment.Refusals[0].Message));
    }
}
