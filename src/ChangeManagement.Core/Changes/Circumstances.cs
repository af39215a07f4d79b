using System.Collections.Immutable;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Everything outside the change that a decision may look at.</summary>
/// <param name="Policy">The policy that the change keeps.</param>
/// <param name="Directory">People and roles as they are now.</param>
/// <param name="Systems">The systems as they are now.</param>
/// <param name="SuspendedTypes">Catalogue types of the policy that have lost their pre-approval.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Now">When, UTC.</param>
public sealed record Circumstances(
    Policy Policy, PeopleDirectory Directory, Systems Systems, ImmutableHashSet<string> SuspendedTypes, Actor Actor, DateTimeOffset Now)
{
    /// <summary>The standing delegations that are not over.</summary>
    public ImmutableArray<StandingDelegation> Delegations { get; init; } = [];
}
