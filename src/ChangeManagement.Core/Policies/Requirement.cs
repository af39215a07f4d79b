using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>What sort of thing a requirement asks for, and so which call meets it.</summary>
public enum RequirementKind
{
    /// <summary>A field of the request; met by the request itself or an amendment.</summary>
    Field,

    /// <summary>Something the reviewer must assess before the approval.</summary>
    Criterion,

    /// <summary>A test; met by a result that passed, in the named environment and with the named coverage.</summary>
    Test,

    /// <summary>A checklist item or an implementation step; met by ticking it.</summary>
    Check,

    /// <summary>A document, record or pipeline run; met by a reference to it.</summary>
    Evidence,

    /// <summary>Something to verify once the change is in production.</summary>
    Verification,

    /// <summary>Something to write down or update.</summary>
    Documentation,

    /// <summary>A question that the post-implementation review must answer.</summary>
    Review,

    /// <summary>Something owed by a role until a deadline.</summary>
    Duty,
}

/// <summary>How strictly a requirement is meant. Where rules disagree the stricter wins.</summary>
public enum Strength
{
    /// <summary>Shown, never blocks.</summary>
    Optional,

    /// <summary>Shown as advice, never blocks.</summary>
    Recommended,

    /// <summary>Blocks until it is met or said, with a reason, not to apply.</summary>
    IfApplicable,

    /// <summary>Blocks until it is met.</summary>
    Required,
}

/// <summary>Why something is asked: the clause, the rule's condition in words, and the inputs that made it hold.</summary>
/// <param name="Source">For example <c>003 §4.4</c> or <c>decision: strictest-union</c>.</param>
/// <param name="Rule">For example <c>class is normal and risk is at least high</c>.</param>
/// <param name="Inputs">For example <c>class = normal, risk = high</c>.</param>
/// <param name="Reason">Why the rule exists, where it is a decision and no clause says it; null otherwise.</param>
public sealed record Because(string Source, string Rule, string Inputs, string? Reason = null);

/// <summary>One thing that a policy asks of a change.</summary>
public sealed record Requirement
{
    /// <summary>What sort of thing it is; with <see cref="Name"/> its identity.</summary>
    public required RequirementKind Kind { get; init; }

    /// <summary>Unique within its kind, lower case with dashes or underscores: <c>rollback_plan</c>, <c>unit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people read.</summary>
    public required string Title { get; init; }

    /// <summary>The step that it blocks.</summary>
    public required Gate Before { get; init; }

    /// <summary>How strictly it is meant.</summary>
    public Strength Strength { get; init; } = Strength.Required;

    /// <summary>The role that must meet it; null: anyone who works on the change.</summary>
    public string? Owner { get; init; }

    /// <summary>How long after <see cref="ClockStarts"/> it must be met; null: no deadline of its own.</summary>
    public Allowance? Within { get; init; }

    /// <summary>What starts the clock of <see cref="Within"/>.</summary>
    public ClockStart ClockStarts { get; init; }

    /// <summary>Where a test must have run; null: anywhere.</summary>
    public string? Environment { get; init; }

    /// <summary>The least coverage in percent that a test result must report; null: none is asked.</summary>
    public int? Coverage { get; init; }

    /// <summary>When it counts as met, in words; null: obvious from the title.</summary>
    public string? Criteria { get; init; }

    /// <summary>The parts that must be filled in to meet it, for example the four of an ADR; empty: a note is enough.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>
    /// True if it is asked only of a change that succeeded, false if also of one that failed or was rolled back; null: as is usual for its
    /// kind. What has a deadline of its own is always owed.
    /// </summary>
    public bool? KeptOnly { get; init; }

    /// <summary>Every rule that asked for it, never empty.</summary>
    public required ImmutableArray<Because> Because { get; init; }

    /// <summary>True if a change that failed or was rolled back no longer owes it: unless the policy says, what shows that it works.</summary>
    public bool FallsAwayWithoutSuccess() => Within is null
        && (KeptOnly ?? Kind is RequirementKind.Verification or RequirementKind.Test or RequirementKind.Check);

    /// <summary>True if its gate stays shut while it is open.</summary>
    public bool Blocks => Strength is Strength.Required or Strength.IfApplicable;
}

/// <summary>The moment from which a deadline counts.</summary>
public enum ClockStart
{
    /// <summary>The change was submitted.</summary>
    Submitted,

    /// <summary>Implementation began.</summary>
    ImplementationStarted,

    /// <summary>Implementation was reported as done.</summary>
    Completed,

    /// <summary>The change was rolled back.</summary>
    RolledBack,
}
