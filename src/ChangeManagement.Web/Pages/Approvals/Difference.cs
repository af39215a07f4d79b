using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>A field that says something else than when the person was asked; null: it said or says nothing.</summary>
public sealed record Difference(string Field, FactValue? Before, FactValue? After)
{
    /// <summary>What changed since a round of approvals, in the order of the fields' names.</summary>
    public static ImmutableArray<Difference> Since(int round, IEnumerable<StoredEvent> history)
    {
        var (before, now) = (Facts.None, Facts.None);
        var current = 1;
        foreach (var happened in history.Where(stored => stored.Payload is not null).Select(ChangeStreams.Read))
        {
            now = happened switch
            {
                ChangeEvent.Submitted submitted => submitted.Facts,
                ChangeEvent.Amended amended => now.With(amended.Changed),
                _ => now,
            };
            current += happened is ChangeEvent.Amended { Assessment: not null } ? 1 : 0;
            before = current == round ? now : before;
        }

        return
        [
            .. from field in before.Values.Keys.Union(now.Values.Keys, StringComparer.Ordinal)
               where before[field] != now[field]
               select new Difference(field, before[field], now[field]),
        ];
    }
}
