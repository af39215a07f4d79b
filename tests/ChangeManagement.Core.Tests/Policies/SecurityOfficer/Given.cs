using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>Change requests under the plan that lack nothing; a test says what is different about its own, with null for left out.</summary>
internal static class Given
{
    public static Assessment Standard(params (string Field, object? Value)[] but) => Assessed(Template("standard"), but);

    public static Assessment Major(params (string Field, object? Value)[] but) => Assessed(Template("major"), but);

    /// <summary>What is known when an outage is being fixed.</summary>
    public static Assessment Emergency(params (string Field, object? Value)[] but) => Assessed(
        new() { ["title"] = "Restart the search index", ["change_type"] = "emergency", ["emergency_criteria"] = "service-outage" }, but);

    /// <summary>A complete request of one of the three types.</summary>
    public static Assessment Type(string type, params (string Field, object? Value)[] but) => type switch
    {
        "standard" => Standard(but),
        "major" => Major(but),
        "emergency" => Emergency(but),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The plan has three types."),
    };

    /// <summary>Only a title, and what the test says.</summary>
    public static Assessment Bare(params (string Field, object? Value)[] facts) => Assessed(new() { ["title"] = "A change" }, facts);

    private static Dictionary<string, object?> Template(string type) => new()
    {
        ["title"] = "Faster search",
        ["description"] = "Cache the search results for a minute.",
        ["justification"] = "Searches take two seconds.",
        ["impact"] = "Results may be a minute old.",
        ["change_type"] = type,
        ["affected_systems"] = new[] { "website" },
        ["risk_assessment"] = "Stale results; the cache can be turned off.",
        ["test_plan"] = "Search before and after an edit.",
        ["rollback_plan"] = "Turn the cache off.",
        ["implementation_plan"] = "Deploy; turn the cache on.",
    };

    private static Assessment Assessed(Dictionary<string, object?> facts, (string Field, object? Value)[] but)
    {
        foreach (var (field, value) in but)
        {
            facts[field] = value;
        }

        return Assess.Under("security-officer", facts.Where(fact => fact.Value is not null).ToDictionary());
    }
}
