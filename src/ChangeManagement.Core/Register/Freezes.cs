using System.Collections.Immutable;
using ChangeManagement.Calendars;

namespace ChangeManagement.Register;

/// <summary>
/// The freezes that people declared. Each declaration and each early end is a fact of the system log; see <see cref="StandingFacts"/>.
/// </summary>
public sealed class Freezes(ITables tables, SystemLog log)
{
    /// <summary>Every freeze that is not over, the one that ends first first.</summary>
    public async Task<ImmutableArray<DeclaredFreeze>> List(DateTimeOffset now, CancellationToken cancellation) =>
        (await StandingFacts.Read(tables, now, cancellation)).Freezes;

    /// <summary>One freeze, over or not; null: none of that id, or it was ended early.</summary>
    public async Task<DeclaredFreeze?> Find(string id, CancellationToken cancellation) => (await StandingFacts.Find(tables, id, cancellation))?.Freeze;

    /// <summary>Declares one.</summary>
    /// <returns>Its id; that of the freeze that the same call declared before, if it did.</returns>
    public async Task<string> Declare(DeclaredFreeze freeze, Caller caller, CancellationToken cancellation)
    {
        var before = await log.Append(
            "freeze-declared", freeze, freeze.Id, caller, freeze.DeclaredAt, cancellation, StandingFacts.Put(freeze.Id, new StandingRow { Freeze = freeze }));
        return before?.Number ?? freeze.Id;
    }

    /// <summary>Ends one before its time.</summary>
    public Task End(DeclaredFreeze freeze, string reason, Caller caller, DateTimeOffset now, CancellationToken cancellation) => log.Append(
        "freeze-ended", new FreezeEnded(freeze.Id, freeze.Policy, reason, now), freeze.Id, caller, now, cancellation, StandingFacts.Remove(freeze.Id));

    private sealed record FreezeEnded(string Freeze, string Policy, string Reason, DateTimeOffset At);
}
