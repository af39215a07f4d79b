using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Telemetry;

namespace ChangeManagement.Register;

/// <summary>
/// The one door to changes: the API, pages, mail, activities and imports all come through here. It loads, lets <see cref="Decider"/>
/// decide, and appends with the version that was decided on; whoever is second decides again.
/// </summary>
public sealed class ChangeDesk(
    ITables tables, ChangeStreams streams, ChangeNumbers numbers, Intents intents, PolicyArchive policies,
    RulebookShelf rulebook, IAfterwards afterwards, Alarms alarms)
{
    private const int MostAttempts = 20;

    /// <summary>Submits a request under a policy that is in force.</summary>
    public async Task<Handled> Submit(Submit request, string policyId, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        if (rulebook.Current.Policies.GetValueOrDefault(policyId) is not { } policy)
        {
            return new Handled.Refused(new Refusal.BadInput(
                $"No policy '{policyId}' is in force; use one of: {string.Join(", ", rulebook.Current.Policies.Keys)}."), Change: null);
        }

        var standing = await StandingAt(now, cancellation);
        var circumstances = new Circumstances(
            policy, rulebook.Current.Directory, rulebook.Current.Systems, standing.LostBy(policyId), caller.Actor, now)
        {
            Delegations = standing.Delegations,
        };
        var decision = await FollowsNothing(request, cancellation) ?? request.Decide(circumstances);
        if (decision is Decision.Refused(var refusal))
        {
            // A repetition of a call that was accepted may be judged differently by now; what it did still stands.
            if (await Repeated(caller, now, cancellation) is { } repeated)
            {
                return repeated;
            }

            Measures.Refused(refusal.Code);
            return new Handled.Refused(refusal, Change: null);
        }

        var events = ((Decision.Accepted)decision).Events;
        await policies.Keep(policy, cancellation);
        var outcome = await numbers.Claim(events, caller, now, cancellation);
        if (outcome.Before is { } before)
        {
            return await Repetition(before, caller, cancellation);
        }

        // Who hangs up now has a change all the same: its number is given out.
        var created = await streams.Append(outcome.Claim!.Number, known: null, events, caller, now, [], CancellationToken.None)
            ?? await streams.Load(outcome.Claim.Number, CancellationToken.None)
            ?? throw new InvalidOperationException($"{outcome.Claim.Number} was claimed and is not there; the sweeper creates it from its claim.");
        afterwards.Follow(created.Change.Number, intent: null);
        return new Handled.Done(created.Change, IsRepetition: false);
    }

    /// <summary>Decides a command on a change.</summary>
    public async Task<Handled> Handle(
        string number, ChangeCommand command, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        using var span = Measures.Source.StartActivity("decide")?.SetTag("change.number", number).SetTag("change.command", command.GetType().Name);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await streams.Load(number, cancellation) is not { } loaded)
            {
                return new Handled.NotFound(number);
            }

            if (await Idempotency.Find(tables, ChangeStreams.Table, number, caller, now, cancellation) is { } before)
            {
                return await Repetition(before, caller, cancellation);
            }

            if (caller.ExpectedVersion is { } expected && expected != loaded.Change.Version)
            {
                return new Handled.Stale(expected, loaded.Change);
            }

            var circumstances = await CircumstancesOf(loaded.Change, caller.Actor, now, cancellation);
            var decision = Decider.Decide(loaded.Change, command, circumstances);
            if (decision is Decision.Refused(var refusal))
            {
                Measures.Refused(refusal.Code);
                return new Handled.Refused(refusal, loaded.Change);
            }

            var events = ((Decision.Accepted)decision).Events;
            if (events.IsEmpty)
            {
                return new Handled.Done(loaded.Change, IsRepetition: true);
            }

            var intent = await intents.Announce(number, loaded.Change.Version, caller, now, cancellation);
            var key = Idempotency.Row(caller, number, loaded.Change.Version + events.Length, now);
            if (await streams.Append(number, loaded, events, caller, now, [.. key], cancellation) is { } appended)
            {
                afterwards.Follow(number, intent);
                alarms.Raise(number, events);
                return new Handled.Done(appended.Change, IsRepetition: false);
            }
        }

        throw new StoreUnavailableException($"{number} is being changed by many at once; try again.");
    }

    /// <summary>The change as it is now, or null.</summary>
    public async Task<Change?> Find(string number, CancellationToken cancellation) =>
        (await streams.Load(number, cancellation))?.Change;

    /// <summary>What stands for every decision at a time.</summary>
    public Task<StandingFacts> StandingAt(DateTimeOffset now, CancellationToken cancellation) => StandingFacts.Read(tables, now, cancellation);

    /// <summary>What a decision on the change would look at.</summary>
    public async Task<Circumstances> CircumstancesOf(Change change, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var standing = await StandingAt(now, cancellation);
        return new(
            await policies.Get(change.Policy, cancellation) with { Declared = standing.FreezesOf(change.Policy.Id) },
            rulebook.Current.Directory,
            rulebook.Current.Systems,
            standing.LostBy(change.Policy.Id),
            actor,
            // A host's clock may lag behind the one that wrote last.
            now < change.UpdatedAt ? change.UpdatedAt : now)
        {
            Delegations = standing.Delegations,
        };
    }

    /// <summary>Why the request follows no change that needs one; null: it does, or says that it follows none.</summary>
    private async Task<Decision?> FollowsNothing(Submit request, CancellationToken cancellation)
    {
        if (request.Follows is not { } number)
        {
            return null;
        }

        var followed = ChangeIndex.IsNumber(number) ? await Find(number, cancellation) : null;
        Refusal? refusal = followed is null ? new Refusal.BadInput($"There is no change '{number}' to follow; correct 'follows'.")
            : followed.State.IsWithoutSuccess ? null
            : new Refusal.WrongState("follow up", followed.State.Name, "Only a change that failed or was rolled back has a follow-up; submit a change of its own.");
        return refusal is null ? null : new Decision.Refused(refusal);
    }

    private async Task<Handled?> Repeated(Caller caller, DateTimeOffset now, CancellationToken cancellation) =>
        await numbers.FindRepetition(caller, now, cancellation) is { } before ? await Repetition(before, caller, cancellation) : null;

    private async Task<Handled> Repetition(IdempotencyRecord before, Caller caller, CancellationToken cancellation)
    {
        if (before.BodyDigest != caller.Idempotency!.BodyDigest)
        {
            return new Handled.KeyReused(caller.Idempotency.Key);
        }

        var change = await streams.LoadAsOf(before.Number, before.Version, cancellation)
            ?? throw new StoreUnavailableException($"{before.Number} is still being created; try again.");
        return new Handled.Done(change, IsRepetition: true);
    }
}

/// <summary>What follows an append: projections, the doorbell, and the end of its intent. The host runs it after the answer.</summary>
public interface IAfterwards
{
    /// <summary>Takes note; never blocks and never fails, because the intent makes it safe to forget.</summary>
    /// <param name="intent">Null for a new change, whose claim is its intent.</param>
    void Follow(string number, Intent? intent);
}
