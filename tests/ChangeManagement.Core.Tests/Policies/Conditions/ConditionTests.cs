namespace ChangeManagement.Policies.Conditions;

/// <summary>Each condition: when it holds, its words, and the inputs that it names.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("class: normal", true, "class is normal", "class = normal")]
    [InlineData("class: [ standard, emergency ]", false, "class is standard or emergency", "class = normal")]
    [InlineData("kind: normal", true, "kind is normal", "kind = normal")]
    [InlineData("risk: [ medium, high ]", true, "risk is medium or high", "risk = medium")]
    [InlineData("risk: { at-least: high }", false, "risk is at least high", "risk = medium")]
    [InlineData("type: patch", true, "type is patch", "type = patch")]
    [InlineData("facts: { urgency: [ low, high ] }", true, "urgency is low or high", "urgency = high")]
    [InlineData("facts: { touches: network }", true, "touches is network", "touches = database, network")]
    [InlineData("facts: { tested: true }", true, "tested", "tested = yes")]
    [InlineData("facts: { tested: false }", false, "tested is no", "tested = yes")]
    [InlineData("facts: { size: 3 }", true, "size is 3", "size = 3")]
    [InlineData("facts: { urgency: high, tested: false }", false, "urgency is high and tested is no", "urgency = high, tested = yes")]
    [InlineData("says: [ title, rollback_plan ]", false, "title and rollback_plan said", "title = A change, rollback_plan = not said")]
    [InlineData("missing: rollback_plan", true, "rollback_plan missing", "rollback_plan = not said")]
    [InlineData("missing: [ title, rollback_plan ]", true, "title or rollback_plan missing", "title = A change, rollback_plan = not said")]
    [InlineData("factor: { impact: high }", true, "impact is high", "impact = high")]
    [InlineData("any-factor: { is: high }", true, "one of impact and reach is high", "impact = high")]
    [InlineData("any-factor: { is: high, of: [ reach ] }", false, "one of reach is high", "reach = low")]
    [InlineData("time: business-hours", true, "time is business hours", "time = business hours")]
    [InlineData("time: after-hours", false, "time is after hours", "time = business hours")]
    [InlineData("system: { criticality: [ high, critical ] }", true, "an affected system is of high or critical criticality",
        "authentication-service = critical")]
    [InlineData("any: [ { class: standard }, { risk: medium } ]", true, "(class is standard or risk is medium)", "risk = medium")]
    [InlineData("any: [ { class: standard }, { risk: low } ]", false, "(class is standard or risk is low)", "class = normal, risk = medium")]
    [InlineData("all: [ { class: normal }, { risk: low } ]", false, "class is normal and risk is low", "class = normal, risk = medium")]
    [InlineData("not: { class: standard }", true, "not class is standard", "class = normal")]
    [InlineData("not: { class: standard, risk: medium }", true, "not (class is standard and risk is medium)", "class = normal, risk = medium")]
    [InlineData("class: normal, risk: medium", true, "class is normal and risk is medium", "class = normal, risk = medium")]
    [InlineData("always: true", true, "always", "")]
    public void Condition_JudgesWordsAndExplainsItself(string condition, bool holds, string words, string inputs)
    {
        var policy = SmallPolicy.WithRules($"when: {{ {condition} }}, monitoring: 30m");
        var when = policy.Rules[0].When;
        var situation = Situation(policy);

        Assert.Equal((holds, words, inputs), (when.Holds(situation), when.Words, when.Inputs(situation)));
    }

    /// <summary>What is not known makes no condition hold but the ones that ask for just that; a factor that is not assessed is the worst.</summary>
    [Theory]
    [InlineData("facts: { urgency: low }", false)]
    [InlineData("facts: { tested: false }", false)]
    [InlineData("facts: { tested: true }", false)]
    [InlineData("type: patch", false)]
    [InlineData("says: rollback_plan", false)]
    [InlineData("missing: rollback_plan", true)]
    [InlineData("factor: { impact: low }", false)]
    [InlineData("factor: { impact: high }", true)]
    [InlineData("any-factor: { is: high }", true)]
    [InlineData("system: { criticality: low }", false)]
    public void Condition_OnWhatIsNotSaid_FailsClosed(string condition, bool holds)
    {
        var policy = SmallPolicy.WithRules($"when: {{ {condition} }}, monitoring: 30m");

        Assert.Equal(holds, policy.Rules[0].When.Holds(Situation(policy) with { Facts = Changes.Facts.None }));
    }

    [Theory]
    [InlineData("clas: normal", "a condition has no key 'clas'; did you mean 'class'?")]
    [InlineData("class: nrmal", "unknown class 'nrmal'; did you mean 'normal'?")]
    [InlineData("kind: norml", "unknown workflow kind 'norml'; did you mean 'normal'?")]
    [InlineData("risk: hgh", "unknown risk level 'hgh'; did you mean 'high'?")]
    [InlineData("risk: { atleast: high }", "a risk condition has no key 'atleast'; did you mean 'at-least'?")]
    [InlineData("type: pach", "unknown type 'pach'; did you mean 'patch'?")]
    [InlineData("facts: { urgncy: low }", "unknown field 'urgncy'; did you mean 'urgency'?")]
    [InlineData("facts: { urgency: lo }", "unknown value of urgency 'lo'; did you mean 'low'?")]
    [InlineData("facts: { tested: maybe }", "'tested' must be true or false")]
    [InlineData("says: titel", "unknown field 'titel'; did you mean 'title'?")]
    [InlineData("factor: { impct: high }", "unknown factor 'impct'; did you mean 'impact'?")]
    [InlineData("factor: { impact: hih }", "unknown value of impact 'hih'; did you mean 'high'?")]
    [InlineData("any-factor: { is: hihg }", "unknown factor value 'hihg'; did you mean 'high'?")]
    [InlineData("time: night", "unknown time 'night'; known are after-hours, business-hours")]
    [InlineData("system: { criticality: hgh }", "unknown criticality 'hgh'; did you mean 'high'?")]
    [InlineData("any: { class: normal }", "'any' must be a list of conditions")]
    [InlineData("always: false", "'always' can only be true; leave the rule out instead")]
    [InlineData("", "a condition must say something; leave 'when' out for a rule that always applies")]
    public void Condition_WithAMistake_IsRefusedAtLoad(string condition, string message) =>
        Assert.Contains(
            message,
            SmallPolicy.Errors(("rules", $"[ {{ source: T, when: {{ {condition} }}, monitoring: 30m }} ]")).Select(error => error.Message));

    private static Situation Situation(Policy policy)
    {
        var organisation = Shipped.Organisation;
        var facts = SmallPolicy.Facts(
            ("urgency", "high"), ("touches", new[] { "database", "network" }), ("change_type", "patch"), ("tested", true), ("size", 3),
            ("impact", "high"), ("affected_systems", new[] { "authentication-service" }));
        return new Situation
        {
            Policy = policy,
            Facts = new FieldReader(policy, organisation.Systems, organisation.Directory)
                .Read(System.Text.Json.JsonSerializer.SerializeToElement(facts)).Facts,
            Now = Assess.UsualTime,
            Systems = organisation.Systems,
            Class = "normal",
            Kind = WorkflowKind.Normal,
            Risk = RiskLevel.Medium,
        };
    }
}
