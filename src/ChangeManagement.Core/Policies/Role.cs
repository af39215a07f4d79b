using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>A role that a policy names; who holds it stands in the directory.</summary>
/// <param name="Name">For example <c>security-officer</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Duties">The responsibilities that the document lists.</param>
/// <param name="NeedsDeputy">True if one holder without a deputy is refused at load (decision 2).</param>
/// <param name="Source">The clause.</param>
/// <param name="Line">Where the policy declares it, from 1.</param>
/// <param name="Column">Where the policy declares it, from 1.</param>
public sealed record Role(
    string Name, string Title, ImmutableArray<string> Duties, bool NeedsDeputy, string? Source, int Line, int Column)
{
    /// <summary>Roles that follow from the change itself; no policy declares them and the directory does not hold them.</summary>
    public static ImmutableArray<string> BuiltIn { get; } = ["requester", "change-owner", "implementer"];
}
