using System.Collections.Immutable;
using ChangeManagement.Changes;

namespace ChangeManagement.Register;

/// <summary>
/// The standing delegations (A6). Each declaration and each early end is a fact of the system log; see <see cref="StandingFacts"/>.
/// </summary>
public sealed class Delegations(ITables tables, SystemLog log)
{
    /// <summary>Every delegation that is not over, the one that ends first first.</summary>
    public async Task<ImmutableArray<StandingDelegation>> List(DateTimeOffset now, CancellationToken cancellation) =>
        (await StandingFacts.Read(tables, now, cancellation)).Delegations;

    /// <summary>One delegation, over or not; null: none of that id, or it was ended early.</summary>
    public async Task<StandingDelegation?> Find(string id, CancellationToken cancellation) =>
        (await StandingFacts.Find(tables, id, cancellation))?.Delegation;

    /// <summary>Declares one.</summary>
    /// <returns>Its id; that of the delegation that the same call declared before, if it did.</returns>
    public async Task<string> Declare(StandingDelegation delegation, Caller caller, CancellationToken cancellation)
    {
        var before = await log.Append(
            "delegation-declared", delegation, delegation.Id, caller, delegation.DeclaredAt, cancellation,
            StandingFacts.Put(delegation.Id, new StandingRow { Delegation = delegation }));
        return before?.Number ?? delegation.Id;
    }

    /// <summary>Ends one before its time.</summary>
    public Task End(StandingDelegation delegation, Caller caller, DateTimeOffset now, CancellationToken cancellation) => log.Append(
        "delegation-ended", new DelegationEnded(delegation.Id, delegation.From, delegation.To, now), delegation.Id, caller, now, cancellation,
        StandingFacts.Remove(delegation.Id));

    private sealed record DelegationEnded(string Delegation, string From, string To, DateTimeOffset At);
}
