using System.Collections.Concurrent;
using System.Text.Json;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// The outside journal of one ledger: what was acknowledged to its administrator, who gives one order after the other, and to the senders of
/// its events. What must hold of the ledger follows from it alone.
/// </summary>
internal sealed class KnownLedger(string name)
{
    private readonly ConcurrentQueue<string> journal = new();
    private ConcurrentQueue<KnownEvent> events = new();
    private volatile bool exists;

    public string Name { get; } = name;

    public bool Exists => exists;

    public bool IsTerminated { get; set; }

    public bool IsSuspended { get; set; }

    public bool IsOpen => Exists && !IsTerminated;

    public int Generation { get; set; }

    /// <summary>How often it ran from its first line, in all.</summary>
    public int Lives { get; private set; }

    /// <summary>The events of its present life, in the order of each sender.</summary>
    public IReadOnlyCollection<KnownEvent> Events => events;

    public void Add(KnownEvent raised) => events.Enqueue(raised);

    public void BeginLife(int generation, int lives)
    {
        (Generation, Lives, IsTerminated, IsSuspended) = (generation, Lives + lives, false, false);
        if (!Plan.IsShared(Name))
        {
            events = new ConcurrentQueue<KnownEvent>();
        }

        exists = true;
    }

    public void Purged() => (exists, IsTerminated, IsSuspended) = (false, false, false);

    public void Note(string happened) => journal.Enqueue(happened);

    public string Story() => $"{Name}:\n  {string.Join("\n  ", journal.TakeLast(60))}";

    /// <summary>Whether a running ledger has written down all that was accepted.</summary>
    public bool HasAll(Shown shown) =>
        BookOf(shown.Status) is { } book && events.All(raised => raised.Fate != Fate.Accepted || book.Entries.Exists(entry => entry.Event == raised.Wish.Id));

    /// <summary>Judges where it ended. The sentence says what is wrong; null when all is well.</summary>
    public string? Judge(Shown? shown, IReadOnlyDictionary<string, HashSet<string>> results)
    {
        if (!Exists)
        {
            return shown is null ? null : $"it is {shown.State} though it was purged, or never started";
        }

        if (shown is null)
        {
            return "an acknowledged start is lost";
        }

        var expected = IsTerminated ? Workflows.WorkflowState.Terminated : Workflows.WorkflowState.Completed;
        if (shown.State != expected || shown.Generation != Generation)
        {
            return $"it is {shown.State} in generation {shown.Generation}, and should be {expected} in generation {Generation}: {shown.Error}";
        }

        return BookOf(IsTerminated ? shown.Status : shown.Output) is { } book ? JudgeEvents(book) ?? JudgeResults(book, results)
            : IsTerminated ? null
            : "it completed without a book";
    }

    private string? JudgeEvents(Book book)
    {
        if (book.IsFinished == IsTerminated)
        {
            return IsTerminated ? "it finished though it was terminated" : "it completed unfinished";
        }

        var last = new Dictionary<(int Sender, string Name), int>();
        var sent = events.Select((raised, index) => (raised, index)).ToDictionary(at => at.raised.Wish.Id, StringComparer.Ordinal);
        foreach (var entry in book.Entries)
        {
            if (!sent.Remove(entry.Event, out var at))
            {
                return $"{entry.Event} was delivered twice, or never sent in this life";
            }

            var (raised, index) = at;
            if (raised.Fate == Fate.Refused)
            {
                return $"{entry.Event} was delivered though it was refused";
            }

            if (last.TryGetValue((raised.Sender, raised.Name), out var before) && before > index)
            {
                return $"{entry.Event} came after an event that its sender sent later";
            }

            last[(raised.Sender, raised.Name)] = index;
        }

        return !IsTerminated && sent.Values.FirstOrDefault(at => at.raised.Fate == Fate.Accepted).raised is { } lost
            ? $"{lost.Wish.Id} was accepted and never delivered"
            : null;
    }

    private string? JudgeResults(Book book, IReadOnlyDictionary<string, HashSet<string>> results)
    {
        var deeds = events.ToDictionary(raised => raised.Wish.Id, raised => raised.Wish.Deed, StringComparer.Ordinal);
        for (var i = 0; i < book.Entries.Count; i++)
        {
            var (entry, key) = (book.Entries[i], $"{book.Life}.{i}");
            string[] calls = deeds[entry.Event] switch
            {
                Deed.Note or Deed.Nap => [],
                Deed.FanOut => [$"{key}.0", $"{key}.1", $"{key}.2"],
                Deed.Child => [$"{key}.child"],
                Deed.Call or Deed.Insist or Deed.Stumble => [key],
                var deed => throw new System.Diagnostics.UnreachableException(deed.ToString()),
            };
            var taken = entry.Result.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (taken.Length != calls.Length || calls.Zip(taken).Any(call => results.GetValueOrDefault(call.First)?.Contains(call.Second) != true))
            {
                return $"{entry} holds a result that no activity gave";
            }
        }

        return null;
    }

    private static Book? BookOf(string? json) => json is null ? null : JsonSerializer.Deserialize<Book>(json, JsonSerializerOptions.Web);
}
