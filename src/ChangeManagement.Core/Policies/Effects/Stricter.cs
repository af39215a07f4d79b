using System.Collections.Immutable;

namespace ChangeManagement.Policies.Effects;

/// <summary>Which of two demands is the stricter.</summary>
internal static class Stricter
{
    /// <summary>Both requirements as one that is met only when both are.</summary>
    public static Requirement OrStricter(this Requirement one, Requirement other) => one with
    {
        Title = one.Title.Length > 0 ? one.Title : other.Title,
        Before = Earlier(one, other),
        Strength = one.Strength > other.Strength ? one.Strength : other.Strength,
        Owner = one.Owner ?? other.Owner,
        Within = Sooner(one, other).Within,
        ClockStarts = Sooner(one, other).ClockStarts,
        Environment = one.Environment ?? other.Environment,
        Coverage = one.Coverage is { } coverage && coverage >= (other.Coverage ?? 0) ? coverage : other.Coverage,
        Criteria = one.Criteria ?? other.Criteria,
        KeptOnly = one.KeptOnly is { } kept && other.KeptOnly is { } too ? kept && too : one.KeptOnly ?? other.KeptOnly,
        Parts = [.. one.Parts.Union(other.Parts, StringComparer.Ordinal)],
        Because = [.. one.Because.Union(other.Because)],
    };

    /// <summary>The shortest of some allowances, or null of none.</summary>
    public static Allowance? Shortest(this IEnumerable<Allowance> allowances) => allowances.MinBy(Length);

    // Advice to do something early does not move the gate that only the demand of another rule shuts.
    private static Gate Earlier(Requirement one, Requirement other) =>
        one.Blocks == other.Blocks ? (one.Before < other.Before ? one.Before : other.Before)
        : one.Blocks ? one.Before
        : other.Before;

    private static Requirement Sooner(Requirement one, Requirement other) =>
        one.Within is null ? other
        : other.Within is null ? one
        : Length(one.Within) <= Length(other.Within) ? one
        : other;

    // Business days are never shorter than as many days of the clock, and the next meeting of a board is at most a week away.
    private static TimeSpan Length(Allowance allowance) => allowance switch
    {
        Allowance.Elapsed(var time) => time,
        Allowance.BusinessDays(var days) => TimeSpan.FromDays(days) + TimeSpan.FromMinutes(1),
        Allowance.NextCab => TimeSpan.FromDays(7),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
