using System.Collections.Immutable;

namespace ChangeManagement.Changes;

/// <summary>What a command comes to: events, or a refusal.</summary>
public abstract record Decision
{
    /// <summary>These happened; empty when the command asked for what is already so.</summary>
    public sealed record Accepted(ImmutableArray<ChangeEvent> Events) : Decision;

    /// <summary>Nothing happened.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>Accepts with these events.</summary>
    public static Decision Accept(params ImmutableArray<ChangeEvent> events) => new Accepted(events);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    /// <summary>Refuses; for languages without conversions.</summary>
    public static Decision FromRefusal(Refusal refusal) => refusal;
}
