using ChangeManagement.Policies;

namespace ChangeManagement.Testing;

/// <summary>A policy of a few lines to lay sections over, so that a test shows only what it is about.</summary>
public static class SmallPolicy
{
    private static readonly (string Key, string Text)[] Usual =
    [
        ("policy", "small"),
        ("title", "Small"),
        ("version", "\"1\""),
        ("source", "T"),
        ("zone", "America/New_York"),
        ("board", "{ name: CAB, meets: \"wed 10:00-11:00\" }"),
        ("roles", "{ lead: {}, peer: {}, security-team: {} }"),
        ("fields", """
            
              title: { type: text }
              urgency: { type: choice, choices: [ low, high, emergency ], aliases: { urgent: emergency } }
              touches: { type: choices, choices: [ database, network ] }
              change_type: { type: choice, choices: [ patch, upgrade ] }
              tested: { type: flag }
              size: { type: number }
              notes: { type: list }
              rollback_plan: { type: long-text }
              affected_systems: { type: systems }
              owner: { type: person }
              scheduled_start: { type: date-time }
              scheduled_end: { type: date-time }
            """),
        ("risk", """
            
              default: low
              factors:
                impact: { source: T 1, values: { low: { score: 1 }, high: { score: 3 } } }
                reach: { source: T 1, values: { low: { score: 1 }, high: { score: 3 } } }
              bands: [ { from: 0, to: 3, level: low }, { from: 4, to: 5, level: medium }, { from: 6, to: 6, level: high } ]
            """),
        ("classes", "{ standard: { kind: standard }, normal: { kind: normal }, emergency: { kind: emergency } }"),
        ("classify", "[ { when: { facts: { urgency: emergency } }, class: emergency, source: T 2 }, { class: normal, source: T 2 } ]"),
        ("stages", "{ review: { within: 24h }, board: { within: 5 business days, quorum: 1 } }"),
        ("rules", "[ { source: T 3, fields: { title: required } } ]"),
    ];

    /// <summary>Facts with both factors at their lowest.</summary>
    public static IReadOnlyDictionary<string, object?> Facts(params (string Field, object? Value)[] facts)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal) { ["title"] = "A change", ["impact"] = "low", ["reach"] = "low" };
        foreach (var (field, value) in facts)
        {
            all[field] = value;
        }

        return all;
    }

    /// <summary>The text of the policy with some sections replaced or added; an empty one is left out.</summary>
    public static string Text(params (string Key, string Text)[] sections)
    {
        var added = sections.Where(section => Usual.All(usual => usual.Key != section.Key));
        var lines = Usual
            .Select(usual => sections.Where(section => section.Key == usual.Key).DefaultIfEmpty(usual).First())
            .Concat(added)
            .Where(section => section.Text.Length > 0)
            .Select(section => $"{section.Key}: {section.Text}");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The policy, which must be without errors.</summary>
    public static Policy With(params (string Key, string Text)[] sections)
    {
        var reading = PolicyReader.Read("small.yaml", Text(sections));
        return reading.Policy ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }

    /// <summary>The policy with these rules, each a flow map without its source: <c>when: { class: normal }, monitoring: 30m</c>.</summary>
    public static Policy WithRules(params string[] rules) =>
        With(("rules", $"[ {string.Join(", ", rules.Select((rule, index) => $"{{ source: R{index + 1}, {rule} }}"))} ]"));

    /// <summary>The errors of the policy with some sections replaced.</summary>
    public static IReadOnlyList<FileError> Errors(params (string Key, string Text)[] sections) =>
        PolicyReader.Read("small.yaml", Text(sections)).Errors;
}
