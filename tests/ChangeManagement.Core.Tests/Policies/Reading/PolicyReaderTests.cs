namespace ChangeManagement.Policies.Reading;

/// <summary>P2: a bad policy is refused with every error at once, each with its line, its column and the nearest valid name.</summary>
public sealed class PolicyReaderTests
{
    [Theory]
    [InlineData("owners", "Ada", "a policy has no key 'owners'; did you mean 'owner'?")]
    [InlineData("classify", "[ { class: normla, source: T } ]", "unknown class 'normla'; did you mean 'normal'?")]
    [InlineData("classify", "[ { when: { class: normal }, class: normal, source: T }, { class: normal, source: T } ]",
        "'class' is not known yet where the class is decided; use facts, says, missing, type, time or system")]
    [InlineData("classify", "[ { when: { says: title }, class: normal, source: T } ]",
        "the last entry of 'classify' must have no 'when', so that every request has a class")]
    [InlineData("classes", "{ normal: { kind: norml }, emergency: { kind: emergency } }", "unknown workflow kind 'norml'; did you mean 'normal'?")]
    [InlineData("zone", "America/New_Yrok", "unknown time zone 'America/New_Yrok'; did you mean 'America/New_York'?")]
    [InlineData("policy", "Small Policy", "the id of a policy is made of lower-case letters, digits and '-'")]
    [InlineData("title", "", "a policy needs 'title'")]
    [InlineData("fields", "{ title: { type: txt } }", "unknown type of field 'txt'; did you mean 'text'?")]
    [InlineData("fields", "{ title: { type: text }, class: { type: text } }", "'class' is part of every request; choose another name")]
    [InlineData("fields", "{ title: { type: text, choices: [ a ] } }", "'title' is a text and has no 'choices'")]
    [InlineData("fields", "{ title: { type: choice } }", "'title' needs 'choices'")]
    [InlineData("fields", "{ Title: { type: text } }", "'Title' is no name for a field: use lower-case letters, digits, '-' and '_', at most 64")]
    [InlineData("fields", "{ title: { type: text }, impact: { type: text } }", "'impact' is a field already, because it is a factor of the risk")]
    [InlineData("material", "[ title, rolback_plan ]", "unknown field 'rolback_plan'; did you mean 'rollback_plan'?")]
    [InlineData("stages", "{ review: { within: soon } }", "'soon' is no time: write 15m, 24h, 7d, 3 business days or next cab")]
    [InlineData("stages", "{ review: { chase: slow } }", "unknown chase plan 'slow'; known are default")]
    [InlineData("stages", "{ review: { quorum: 0 } }", "'quorum' must be a whole number from 1 to 100")]
    [InlineData("stages", "{ review: { before: aprove } }", "unknown gate 'aprove'; did you mean 'approve'?")]
    [InlineData("stages", "{ review: { last: leed } }", "unknown role 'leed'; did you mean 'lead'?")]
    [InlineData("stages", "{ review: { last: lead, quorum: 1 } }",
        "a stage with a seat that answers 'last' needs every seat; leave 'quorum' and 'decided-by' out")]
    [InlineData("stages", "{ review: { last: lead, decided-by: peer } }",
        "a stage with a seat that answers 'last' needs every seat; leave 'quorum' and 'decided-by' out")]
    [InlineData("chases", "{ sla: [ { at: 100%, do: remind }, { at: 50%, do: expire } ] }",
        "the steps of a chase plan stand in order of time, 'after' last")]
    [InlineData("chases", "{ sla: [ { do: remind } ] }", "a step says either 'at', a part of the time allowed, or 'after', a time beyond it")]
    [InlineData("chases", "{ sla: [ { at: 0%, do: remind } ] }", "write a part of the time allowed as 50%, from 1% to 100%")]
    [InlineData("catalogue", "{ patches: { class: normal } }",
        "no request can name the type 'patches': add it to the choices of the field change_type")]
    [InlineData("catalogue", "{ patch: { class: normal, runbook: apply } }", "unknown runbook 'apply'; none is declared")]
    [InlineData("freezes", "[ { name: X, from: 2026-12-27, to: 2026-12-24 } ]", "the freeze ends before it begins")]
    [InlineData("freezes", "[ { name: X } ]", "a freeze has either 'from' and 'to' or 'last-days-of-month'")]
    [InlineData("freezes", "[ { name: X, from: 27.12.2026, to: 2026-12-28 } ]", "'from' must be a date such as 2026-01-31")]
    [InlineData("calendar", "{ hours: \"17:00-09:00\" }", "write hours as 09:00-17:00, the end after the start")]
    [InlineData("calendar", "{ days: monday }", "write days as mon, tue, wed, thu, fri, sat, sun or as a range such as mon-fri")]
    [InlineData("board", "{ name: CAB, meets: \"mon-tue 10:00-11:00\" }", "a board meets on one day of the week")]
    [InlineData("statuses", "{ aproved: ok }", "unknown state 'aproved'; did you mean 'approved'?")]
    [InlineData("retention", "{ request: { keep: long } }", "'long' is no period: write 3 years, 1 month or 90 days")]
    [InlineData("rollback", "{ decision: { sever: { by: lead } } }", "unknown severity 'sever'; known are critical, high, low, medium")]
    public void Section_WithAMistake_IsRefusedWithWhatWouldBeRight(string section, string text, string message) =>
        Assert.Contains(message, SmallPolicy.Errors((section, text)).Select(error => error.Message));

    [Theory]
    [InlineData("approvals: [ { stage: review, by: securty-team } ]", "unknown role 'securty-team'; did you mean 'security-team'?")]
    [InlineData("approvals: [ { stage: reviw, by: lead } ]", "unknown stage 'reviw'; did you mean 'review'?")]
    [InlineData("approvals: [ { stage: review } ]", "an approval needs 'by'; or 'within' or 'chase' for the seats that other rules ask for")]
    [InlineData("fields: { rolback_plan: required }", "unknown field 'rolback_plan'; did you mean 'rollback_plan'?")]
    [InlineData("fields: { title: requird }", "unknown strength 'requird'; did you mean 'required'?")]
    [InlineData("tests: { unit: { coverage: 101 } }", "'coverage' must be a whole number from 1 to 100")]
    [InlineData("checklist: { items: { a: A }, befor: implement }", "a group of items has no key 'befor'; did you mean 'before'?")]
    [InlineData("checklist: { before: implement }", "a group of items needs 'items'")]
    [InlineData("windows: [ \"tue 10:00-06:00\" ]", "write a window as tue 06:00-10:00 or mon-thu 06:00-10:00, the end after the start")]
    [InlineData("monitoring: 3 business days", "'3 business days' is no length of time: write 30m, 2h or 90d")]
    [InlineData("lead-time: { review: 24h }", "a lead time needs 'approval'")]
    [InlineData("aprovals: []", "a rule has no key 'aprovals'; did you mean 'approvals'?")]
    [InlineData("when: { always: true }", "a rule must ask for something")]
    public void Rule_WithAMistake_IsRefusedWithWhatWouldBeRight(string rule, string message) =>
        Assert.Contains(message, SmallPolicy.Errors(("rules", $"[ {{ source: T, {rule} }} ]")).Select(error => error.Message));

    /// <summary>W7: what a type can lose, it had, it feels, and it gets back.</summary>
    [Theory]
    [InlineData("{ type: choice, choices: [ patch ] }", true, "normal", null)]
    [InlineData(null, true, "normal", "'patch' could lose its pre-approval and never get it back")]
    [InlineData("{ type: choice, choices: [ upgrade ] }", true, "normal", "'patch' could lose its pre-approval and never get it back")]
    [InlineData("{ type: text }", true, "normal", "'patch' could lose its pre-approval and never get it back")]
    [InlineData("{ type: choice, choices: [ patch ] }", true, null, "a 'failure-limit' needs a 'suspended-class'")]
    [InlineData("{ type: choice, choices: [ patch ] }", false, "normal", "'patch' has no pre-approval to lose")]
    public void FailureLimit_NeedsAPreApprovalAndAWayBack(string? restoring, bool preApproved, string? suspended, string? message)
    {
        var fields = "{ title: { type: text }, urgency: { type: choice, choices: [ emergency ] }, change_type: { type: choice, choices: [ patch, upgrade ] }"
            + (restoring is null ? " }" : $", restores_pre_approval: {restoring} }}");
        var catalogue = $"{{ patch: {{ class: standard{(preApproved ? ", pre-approved: true" : "")}, source: T, failure-limit: 2 }} }}";
        var errors = SmallPolicy.Errors(("fields", fields), ("catalogue", catalogue), ("suspended-class", suspended ?? ""));

        Assert.Equal(message is null ? 0 : 1, errors.Count);
        Assert.All(errors, error => Assert.StartsWith(message!, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fields: { title: required }", "a rule needs 'source'")]
    [InlineData("source: \"decision: x\", fields: { title: required }", "a decision needs a 'reason'")]
    [InlineData("source: decision, reason: y, fields: { title: required }", "name the decision: source: \"decision: strictest-union\"")]
    public void Rule_SaysWhereItComesFrom(string rule, string message) =>
        Assert.Contains(message, SmallPolicy.Errors(("rules", $"[ {{ {rule} }} ]")).Select(error => error.Message));

    [Fact]
    public void Errors_ComeAllAtOnce_EachWithItsPlace()
    {
        const string text = """
            policy: small
            title: Small
            version: "1"
            source: T
            colour: red
            fields: { title: { type: text } }
            classes:
              normal: { kind: normal }
            classify: [ { class: nrmal, source: T } ]
            rules:
              - source: T
                approvals: [ { stage: review, by: lead } ]
            """;

        Assert.Equal(
            [
                "small.yaml(5,1): a policy has no key 'colour'",
                "small.yaml(9,22): unknown class 'nrmal'; did you mean 'normal'?",
                "small.yaml(12,27): unknown stage 'review'; none is declared",
                "small.yaml(12,39): unknown role 'lead'; known are change-owner, implementer, requester",
            ],
            PolicyReader.Read("small.yaml", text).Errors.Select(error => error.ToString().Split("; did you mean 'board'")[0]));
    }

    [Fact]
    public void NextCab_WithoutABoard_IsRefused() =>
        Assert.Equal(
            "'next cab' needs a 'board' with the time of its meetings",
            Assert.Single(SmallPolicy.Errors(("board", ""), ("stages", "{ review: { within: next cab } }"))).Message);

    [Fact]
    public void Bands_ThatLeaveOutAScore_AreRefused() =>
        Assert.Equal(
            "no band holds the score 5; the factors make 2 to 6",
            Assert.Single(SmallPolicy.Errors(("risk", """
                
                  factors:
                    impact: { source: T, values: { low: { score: 1 }, high: { score: 3 } } }
                    reach: { source: T, values: { low: { score: 1 }, high: { score: 3 } } }
                  bands: [ { from: 2, to: 4, level: low }, { from: 6, to: 6, level: high } ]
                """))).Message);

    [Fact]
    public void Digest_IsTheSha256OfTheText()
    {
        var policy = SmallPolicy.With();

        Assert.Equal(PolicyReader.DigestOf(policy.Text), policy.Digest);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", PolicyReader.DigestOf(""));
        Assert.NotEqual(policy.Digest, SmallPolicy.With(("version", "\"2\"")).Digest);
    }

    [Fact]
    public void TypeWithoutChoices_OffersTheCatalogue()
    {
        var policy = SmallPolicy.With(
            ("fields", "{ title: { type: text }, change_type: { type: choice } }"),
            ("catalogue", "{ patch: { title: Patching, class: normal }, upgrade: { class: normal } }"),
            ("classify", "[ { class: normal, source: T } ]"));

        Assert.Equal(
            [new FieldChoice("patch", "Patching"), new FieldChoice("upgrade", "Upgrade")], policy.Fields["change_type"].Choices.AsEnumerable());
    }
}
