using System.Collections.Immutable;

namespace ChangeManagement.Changes;

/// <summary>
/// The one place where a command becomes events: the command judges itself, then everything that the facts now imply is added, so that one
/// append holds the whole step and no caller is ever too early.
/// </summary>
public static class Decider
{
    // Far above the longest chain of implications (stages plus a handful); a loop is a defect, not a state.
    private const int MostImplications = 200;

    // A transaction of the store takes a hundred rows, and some go along with the events.
    private const int MostEvents = 90;

    /// <summary>Decides a command on a change.</summary>
    public static Decision Decide(Change change, ChangeCommand command, Circumstances circumstances)
    {
        // An answer whose time to be taken back is over comes before whatever is commanded now, however late somebody looks.
        var stood = Deadline.AnswersThatStand(change, circumstances.Now).Any() ? WithImplications(change, change.Number, [], circumstances) : [];
        var now = stood.Aggregate(change, (each, @event) => ChangeFold.Apply(each, change.Number, @event, circumstances.Actor, circumstances.Now));
        var decision = command.Decide(now, circumstances);
        return decision is not Decision.Accepted(var events) ? decision
            : WithImplications(now, now.Number, events, circumstances) is { } implied && stood.Length + implied.Length <= MostEvents
                ? new Decision.Accepted([.. stood, .. implied])
            : new Refusal.BadInput($"This would record more than {MostEvents} events at once; send it in several calls.");
    }

    /// <summary>The events and all that follows from them.</summary>
    /// <param name="change">Null for a submission.</param>
    public static ImmutableArray<ChangeEvent> WithImplications(
        Change? change, string number, ImmutableArray<ChangeEvent> events, Circumstances circumstances)
    {
        var all = events.ToBuilder();
        foreach (var @event in events)
        {
            change = ChangeFold.Apply(change, number, @event, circumstances.Actor, circumstances.Now);
        }

        while (change is not null && Implications.Next(change, circumstances) is { } implied)
        {
            if (all.Count > MostImplications)
            {
                throw new InvalidOperationException($"{number}: {EventKinds.Of(implied)} implies itself without end.");
            }

            all.Add(implied);
            change = ChangeFold.Apply(change, number, implied, circumstances.Actor, circumstances.Now);
        }

        return all.ToImmutable();
    }
}
