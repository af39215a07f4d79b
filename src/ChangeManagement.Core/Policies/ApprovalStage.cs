using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>One stage of approval: stages of the same gate open one after the other, in this order.</summary>
public sealed record ApprovalStage
{
    /// <summary>Unique within a change: <c>peer</c>, <c>cab</c>, <c>authorization</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people read.</summary>
    public required string Title { get; init; }

    /// <summary><see cref="Gate.Approve"/> before the work; <see cref="Gate.Close"/> for an approval that follows an emergency.</summary>
    public Gate Before { get; init; } = Gate.Approve;

    /// <summary>The seats to fill, each by another person.</summary>
    public required ImmutableArray<Seat> Seats { get; init; }

    /// <summary>How many seats must approve; null: all of them.</summary>
    public int? Quorum { get; init; }

    /// <summary>The role whose seat decides for the stage once the others are heard; null: every seat counts.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The role whose seat is asked once all the others have approved; null: all are asked at once.</summary>
    public string? Last { get; init; }

    /// <summary>True for the seat that answers after all the others.</summary>
    public bool AnswersLast(Seat seat) => Last is not null && seat.Roles.Contains(Last, StringComparer.Ordinal);

    /// <summary>Roles of which any one may decide for the whole stage once it was escalated (003 §6.3); empty: managers and deputies only.</summary>
    public ImmutableArray<string> EscalatesTo { get; init; } = [];

    /// <summary>True if an authorization that was given by voice may be recorded.</summary>
    public bool Verbal { get; init; }

    /// <summary>The roles that may record what was given by voice; null: anyone.</summary>
    public ImmutableArray<string>? RecordedBy { get; init; }

    /// <summary>How long the seats have to answer.</summary>
    public required Allowance Within { get; init; }

    /// <summary>What happens while and after they have not answered, in order of time.</summary>
    public required ImmutableArray<Chase> Chases { get; init; }

    /// <summary>Every rule that asked for the stage.</summary>
    public required ImmutableArray<Because> Because { get; init; }
}

/// <summary>A seat that one person fills, who holds any of the roles. Distinct seats may name the same roles (two peers).</summary>
/// <param name="Roles">The roles, of which holding one is enough; the first names the seat.</param>
/// <param name="Number">1, or 2 and up where a stage asks for several of the same.</param>
/// <param name="Because">Every rule that asked for the seat.</param>
public sealed record Seat(ImmutableArray<string> Roles, int Number, ImmutableArray<Because> Because)
{
    /// <summary>The seat's name within its stage: <c>peer</c>, <c>peer-2</c>.</summary>
    public string Name => Number == 1 ? Roles[0] : $"{Roles[0]}-{Number}";
}

/// <summary>One step of chasing an answer.</summary>
/// <param name="Fraction">When, as a part of the time allowed: 0.5 is half-way, 1 is the deadline. Null when <paramref name="After"/> says it.</param>
/// <param name="After">When, as an allowance beyond the deadline (for example the next CAB). Null when <paramref name="Fraction"/> says it.</param>
/// <param name="Step">What happens.</param>
public sealed record Chase(double? Fraction, Allowance? After, ChaseStep Step);

/// <summary>What happens when an answer is missing.</summary>
public enum ChaseStep
{
    /// <summary>The open seats are reminded.</summary>
    Remind,

    /// <summary>The managers and deputies of the open seats are asked too.</summary>
    Escalate,

    /// <summary>The request expires.</summary>
    Expire,
}
