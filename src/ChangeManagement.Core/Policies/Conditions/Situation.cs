using ChangeManagement.Changes;
using ChangeManagement.Organisation;

namespace ChangeManagement.Policies.Conditions;

/// <summary>What conditions see: the request, what has been made of it so far, and its surroundings.</summary>
public sealed record Situation
{
    /// <summary>The policy that is applied.</summary>
    public required Policy Policy { get; init; }

    /// <summary>What the request says.</summary>
    public required Facts Facts { get; init; }

    /// <summary>When the request is assessed.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The systems file.</summary>
    public required Systems Systems { get; init; }

    /// <summary>The class; null until it is known.</summary>
    public string? Class { get; init; }

    /// <summary>The orchestrator; null until the class is known.</summary>
    public WorkflowKind? Kind { get; init; }

    /// <summary>The risk reached so far; null until it is known.</summary>
    public RiskLevel? Risk { get; init; }

    /// <summary>What the request says in the field, or that it says nothing.</summary>
    public string Said(string field) => Facts[field] is { IsBlank: false } value ? value.ToString() : "not said";
}
