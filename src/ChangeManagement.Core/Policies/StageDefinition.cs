using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>A stage to which rules may add seats; what it is like unless a rule asks for something stricter.</summary>
/// <param name="Name">For example <c>peer</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Before">The gate that it holds shut.</param>
/// <param name="Within">How long its seats have.</param>
/// <param name="Chase">The chase plan.</param>
/// <param name="Quorum">How many seats must approve; null: all.</param>
/// <param name="DecidedBy">The role that decides once the others are heard; null: every seat counts.</param>
/// <param name="Verbal">True if an approval given by voice may be recorded.</param>
/// <param name="Source">The clause; null: the rules that use it carry theirs.</param>
public sealed record StageDefinition(
    string Name,
    string Title,
    Gate Before,
    Allowance Within,
    string Chase,
    int? Quorum,
    string? DecidedBy,
    bool Verbal,
    string? Source)
{
    /// <summary>The role whose seat is asked once all the others have approved; null: all are asked at once.</summary>
    public string? Last { get; init; }

    /// <summary>Roles of which any one may decide for the whole stage once it was escalated; empty: managers and deputies only.</summary>
    public ImmutableArray<string> EscalatesTo { get; init; } = [];

    /// <summary>The roles that may record an approval given by voice; null: anyone.</summary>
    public ImmutableArray<string>? RecordedBy { get; init; }

    /// <summary>Where no document gives a deadline, an answer is due after 72 hours (decision 1).</summary>
    public static Allowance UsualWithin { get; } = new Allowance.Elapsed(TimeSpan.FromHours(72));
}

/// <summary>How an answer is chased.</summary>
/// <param name="Name">For example <c>sla</c>.</param>
/// <param name="Steps">The steps in order of time.</param>
public sealed record ChasePlan(string Name, ImmutableArray<Chase> Steps)
{
    /// <summary>The plan of stages that name none.</summary>
    public const string UsualName = "default";

    /// <summary>Remind half-way, escalate at three quarters, expire at the deadline (decision 1): silence never approves.</summary>
    public static ChasePlan Usual { get; } = new(UsualName,
    [
        new Chase(0.5, null, ChaseStep.Remind),
        new Chase(0.75, null, ChaseStep.Escalate),
        new Chase(1, null, ChaseStep.Expire),
    ]);
}
