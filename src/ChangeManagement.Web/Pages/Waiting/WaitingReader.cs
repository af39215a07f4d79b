using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Pages.Waiting;

/// <summary>Finds what waits for a person: the page and the message of the day tell the same.</summary>
public sealed class WaitingReader(ChangeIndex index, ChangeDesk desk, Delegations delegations, RulebookShelf shelf, TimeProvider time)
{
    // Rows are small; changes are read whole, so far fewer of them.
    private const int MostListed = 1000;
    private const int MostRead = 300;
    private const int MostShown = 100;

    /// <summary>What waits for the person, the earliest deadline first.</summary>
    public async Task<WaitingItems> Of(Actor person, CancellationToken cancellation)
    {
        var (now, rulebook) = (time.GetUtcNow(), shelf.Current);
        var lists = WaitingLists.Of(person.Id, rulebook.Directory, rulebook.Systems, await delegations.List(now, cancellation), now);
        var listed = await index.Waiting(lists, MostListed, cancellation);
        var waiting = new List<WaitingItem>();
        var byPolicy = new Dictionary<PolicyPin, Circumstances>();
        var looked = 0;
        foreach (var candidate in listed.Take(MostRead).TakeWhile(_ => waiting.Count < MostShown))
        {
            looked++;
            if (await desk.Find(candidate.Number, cancellation) is { } change)
            {
                // What a decision looks at is the same for all changes of a policy, at the same moment.
                if (!byPolicy.TryGetValue(change.Policy, out var circumstances))
                {
                    byPolicy[change.Policy] = circumstances = await desk.CircumstancesOf(change, person, now, cancellation);
                }

                waiting.AddRange(WaitingItem.Of(change, circumstances));
            }
        }

        return new WaitingItems(
            [.. waiting.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue).ThenBy(item => item.Kind)], IsComplete: looked == listed.Length);
    }
}

/// <summary>What waits for a person. <paramref name="IsComplete"/>: false if more waits than was looked at.</summary>
public sealed record WaitingItems(IReadOnlyList<WaitingItem> Items, bool IsComplete);
