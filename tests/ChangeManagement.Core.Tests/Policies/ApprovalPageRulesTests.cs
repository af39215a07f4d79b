using ChangeManagement.Testing;

namespace ChangeManagement.Policies;

/// <summary>A2 and A3: what the approval page asks for beside the decision is the policy's to say, and strict where it is silent.</summary>
public sealed class ApprovalPageRulesTests
{
    private const string Why = "source: \"decision: calm\", reason: Because.";

    [Fact]
    public void APolicyThatSaysNothing_AsksForTheCodeAlways_AndCountsAnAnswerAtOnce()
    {
        var page = SmallPolicy.With().ApprovalPage;
        Assert.All(Enum.GetValues<RiskLevel>(), risk => Assert.True(page.NeedsCode(risk)));
        Assert.All(Enum.GetValues<RiskLevel>(), risk => Assert.False(page.NeedsSignIn(risk)));
        Assert.Null(page.Undo);
    }

    [Theory]
    [InlineData(RiskLevel.Low, false, false)]
    [InlineData(RiskLevel.Medium, true, false)]
    [InlineData(RiskLevel.High, true, true)]
    [InlineData(RiskLevel.Critical, true, true)]
    public void FromARiskOn_TheCodeAndTheSignInAreAskedFor(RiskLevel risk, bool code, bool signIn)
    {
        var page = Read($"{{ code: {{ at-least: medium, {Why} }}, sign-in: {{ at-least: high, {Why} }}, undo: {{ for: 45s, {Why} }} }}");
        Assert.Equal((code, signIn), (page.NeedsCode(risk), page.NeedsSignIn(risk)));
        Assert.Equal(TimeSpan.FromSeconds(45), page.Undo);
        Assert.Equal(new RuleSource("decision: calm", "Because."), page.UndoSource);
    }

    [Theory]
    [InlineData("{ undo: { for: 11m, source: T 1 } }", "an answer may be taken back for 10m at most: nothing follows from it meanwhile")]
    [InlineData("{ undo: { source: T 1 } }", "the undo needs 'for'")]
    [InlineData("{ undo: { for: 30s } }", "the undo needs 'source'")]
    [InlineData("{ code: { at-least: hihg, source: T 1 } }", "unknown level 'hihg'; did you mean 'high'?")]
    [InlineData("{ sign-in: { at-least: high, source: \"decision: calm\" } }", "a decision needs a 'reason'")]
    [InlineData("{ signin: { at-least: high, source: T 1 } }", "the approval page has no key 'signin'; did you mean 'sign-in'?")]
    public void WhatIsWrong_IsSaid(string section, string error) =>
        Assert.Equal(error, Assert.Single(SmallPolicy.Errors(("approval-page", section))).Message);

    [Theory]
    [InlineData("gateway-operations", null, RiskLevel.Medium, null)]
    [InlineData("priority-approval", null, RiskLevel.Low, null)]
    [InlineData("security-officer", 30, RiskLevel.Low, null)]
    [InlineData("advisory-board", 30, RiskLevel.Low, RiskLevel.Critical)]
    [InlineData("build-os", 30, RiskLevel.Low, RiskLevel.Critical)]
    public void TheShippedPolicies_SayAsDecided(string policy, int? undo, RiskLevel code, RiskLevel? signIn)
    {
        var page = Shipped.Policy(policy).ApprovalPage;
        Assert.Equal((undo, code, signIn), ((int?)page.Undo?.TotalSeconds, page.CodeFrom, page.SignInFrom));
    }

    private static ApprovalPageRules Read(string section) => SmallPolicy.With(("approval-page", section)).ApprovalPage;
}
