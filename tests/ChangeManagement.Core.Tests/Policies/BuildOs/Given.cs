using ChangeManagement.Testing;

namespace ChangeManagement.Policies.BuildOs;

/// <summary>Proposals under the protocol that lack nothing; a test says what is different about its own, with null for left out.</summary>
internal static class Given
{
    /// <summary>The seven assessments of 004 §5.</summary>
    public static readonly string[] Assessments =
    [
        "availability_impact", "data_integrity_risk", "confidentiality_risk", "tenant_isolation_risk", "compliance_impact",
        "performance_impact", "ai_boundary_drift_risk",
    ];

    public static Assessment Standard(params (string Field, object? Value)[] but) =>
        Assessed(Proposal("documentation-update", "low"), but);

    public static Assessment Normal(params (string Field, object? Value)[] but) =>
        Assessed(WithAssessments(Proposal("new-feature", "medium")), but);

    public static Assessment Major(params (string Field, object? Value)[] but) =>
        Assessed(WithAssessments(Proposal("breaking-api-change", "high")), but);

    /// <summary>What is known when an incident is being mitigated.</summary>
    public static Assessment Emergency(params (string Field, object? Value)[] but) => Assessed(
        new() { ["title"] = "Stop the runaway worker", ["emergency_criteria"] = "active-incident" }, but);

    /// <summary>A complete proposal of one of the four classes.</summary>
    public static Assessment Class(string name, params (string Field, object? Value)[] but) => name switch
    {
        "standard" => Standard(but),
        "normal" => Normal(but),
        "major" => Major(but),
        "emergency" => Emergency(but),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The protocol has four classes."),
    };

    /// <summary>A complete proposal of low risk for which the requester names the class.</summary>
    public static Assessment Requested(string name, params (string Field, object? Value)[] but) =>
        Assessed(WithAssessments(Proposal("new-feature", "low")), but, name);

    /// <summary>A complete proposal of low risk and of a type that lost its pre-approval.</summary>
    public static Assessment Suspended(string type) =>
        Assess.Under("build-os", WithAssessments(Proposal(type, "low")), suspended: [type]);

    private static Dictionary<string, object?> Proposal(string type, string risk) => new()
    {
        ["title"] = "Answer in the reader's language",
        ["description"] = "The assistant answers in the language of the question.",
        ["justification"] = "Half of the readers do not read English.",
        ["change_type"] = type,
        ["affected_systems"] = new[] { "assistant" },
        ["risk_level"] = risk,
        ["security_impact"] = "None.",
        ["data_impact"] = "The language is kept with the question.",
        ["ai_boundary_impact"] = "The model sees what it saw before.",
        ["rollback_plan"] = "Turn the language detection off.",
        ["monitoring_strategy"] = "Watch the rate of unanswered questions.",
        ["environment"] = "production",
        ["deployment"] = "pipeline",
    };

    private static Dictionary<string, object?> WithAssessments(Dictionary<string, object?> proposal)
    {
        foreach (var assessment in Assessments)
        {
            proposal[assessment] = "low";
        }

        return proposal;
    }

    private static Assessment Assessed(
        Dictionary<string, object?> facts, (string Field, object? Value)[] but, string? requestedClass = null)
    {
        foreach (var (field, value) in but)
        {
            facts[field] = value;
        }

        return Assess.Under("build-os", facts.Where(fact => fact.Value is not null).ToDictionary(), requestedClass);
    }
}
