using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>
/// What one policy makes of one request: computed once by <see cref="Assessor"/>, stored in the event that submitted or amended the
/// change, and never computed again for that change.
/// </summary>
public sealed record Assessment
{
    /// <summary>The class, a name of the policy's own.</summary>
    public required string Class { get; init; }

    /// <summary>The class that the request named; null: none.</summary>
    public string? RequestedClass { get; init; }

    /// <summary>Why it has that class.</summary>
    public required ImmutableArray<Because> ClassBecause { get; init; }

    /// <summary>The orchestrator that runs it.</summary>
    public required WorkflowKind Kind { get; init; }

    /// <summary>The risk with its factors.</summary>
    public required RiskAssessment Risk { get; init; }

    /// <summary>The stages of approval, in order.</summary>
    public required ImmutableArray<ApprovalStage> Stages { get; init; }

    /// <summary>Everything else that is asked.</summary>
    public required ImmutableArray<Requirement> Requirements { get; init; }

    /// <summary>When it may be implemented; empty: at any time.</summary>
    public required ImmutableArray<WindowRule> Windows { get; init; }

    /// <summary>Who may implement and roll back; empty: the requester and the change owner.</summary>
    public required ImmutableArray<string> Implementers { get; init; }

    /// <summary>How long it is watched after it was completed; zero: not at all.</summary>
    public required TimeSpan Monitoring { get; init; }

    /// <summary>
    /// How soon after its request it should be implemented: the deadlines of review and approval at its risk level, one after the other, in
    /// elapsed time (decision 7); null: nothing is reviewed or approved before the work.
    /// </summary>
    public TimeSpan? LeadTimeTarget { get; init; }

    /// <summary>Why it is rejected at once; empty: it is not.</summary>
    public required ImmutableArray<Objection> Rejections { get; init; }

    /// <summary>Why it may not be submitted like this; empty: it may.</summary>
    public required ImmutableArray<Objection> Refusals { get; init; }

    /// <summary>The exception that puts it out of the policy's scope; null: it is in scope.</summary>
    public Objection? OutOfScope { get; init; }

    /// <summary>The tzdb version and calendar that the deadlines are computed with.</summary>
    public required string CalendarVersion { get; init; }
}

/// <summary>The level, and how it was reached.</summary>
/// <param name="Level">The level.</param>
/// <param name="Score">The sum of the factors' scores; null where the policy does not score.</param>
/// <param name="Factors">Each factor with its score.</param>
/// <param name="Because">What set or raised the level.</param>
public sealed record RiskAssessment(
    RiskLevel Level, int? Score, ImmutableArray<RiskFactorResult> Factors, ImmutableArray<Because> Because);

/// <summary>One factor of the risk.</summary>
/// <param name="Name">The factor's name.</param>
/// <param name="Value">What the request says, for example <c>medium</c>.</param>
/// <param name="Meaning">What that value means in the document.</param>
/// <param name="Score">Its points; null where the policy does not score.</param>
/// <param name="Source">The clause.</param>
public sealed record RiskFactorResult(string Name, string Value, string Meaning, int? Score, string Source);

/// <summary>A sentence with its reason: why a request is rejected, refused or out of scope.</summary>
public sealed record Objection(string Message, ImmutableArray<Because> Because);

/// <summary>A rule about when a change may be implemented.</summary>
/// <param name="Slots">The weekly slots in the policy's zone; empty: never.</param>
/// <param name="Because">The rule that asked.</param>
public sealed record WindowRule(ImmutableArray<WeeklySlot> Slots, Because Because);

/// <summary>A slot of the week, local to the policy's zone; <paramref name="To"/> is exclusive.</summary>
public readonly record struct WeeklySlot(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Day.ToString()[..3].ToLowerInvariant()} {From:HH\\:mm}-{To:HH\\:mm}";
}
