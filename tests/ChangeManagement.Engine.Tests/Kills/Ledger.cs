using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>What an event makes the ledger do.</summary>
internal enum Deed
{
    /// <summary>Nothing more than writing it down.</summary>
    Note,

    /// <summary>Calls an activity.</summary>
    Call,

    /// <summary>Calls three at once.</summary>
    FanOut,

    /// <summary>Calls an activity that fails twice, and tries again.</summary>
    Insist,

    /// <summary>Calls an activity that fails once, and fails with it.</summary>
    Stumble,

    /// <summary>Sleeps.</summary>
    Nap,

    /// <summary>Runs a child that sleeps, calls an activity, wakes the ledger with an event and returns.</summary>
    Child,
}

/// <summary>The payload of an event.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Milliseconds">How long what it asks for takes.</param>
internal sealed record Wish(string Id, Deed Deed, int Milliseconds);

/// <summary>A line of a ledger: the event, and what its deed came to.</summary>
internal sealed record Entry(string Event, string Result);

/// <summary>All that one life of an instance took in, in order.</summary>
/// <param name="Life">Another one after each restart.</param>
internal sealed record Book(string Life, List<Entry> Entries, bool IsFinished);

/// <summary>A call of an activity.</summary>
/// <param name="Key">Names the call: the life, and where in it.</param>
/// <param name="Before">What the workflow had taken in when it called: the same at every repetition, or it took in something twice.</param>
internal sealed record Work(string Instance, string Key, string Before, int Milliseconds, int Failures = 0);

/// <summary>
/// A workflow that writes down the events it is given, does what each asks for, and shows its book as its status: it ends with the event
/// <c>finish</c>. Its waits are raced with timers.
/// </summary>
internal static class Ledger
{
    public const string Kind = "ledger-v1";
    public const string ChildKind = "errand-v1";
    public const string Finish = "finish";
    public static readonly string[] EventNames = ["red", "green"];

    private const int MostTicks = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    public static WorkflowCatalog Catalog(OutsideFile outside) => new WorkflowCatalog()
        .AddActivity<Work, string>("work", outside.Do)
        .AddWorkflow<int, string>(ChildKind, RunChild)
        .AddWorkflow<string, Book>(Kind, Run);

    private static async Task<Book> Run(IWorkflowContext context, string name)
    {
        var book = new Book(Short(context.NewGuid()), [], IsFinished: false);
        var pending = EventNames.Append(Finish).ToDictionary(name => name, context.WaitFor<Wish>, StringComparer.Ordinal);
        while (true)
        {
            context.SetStatus(book);
            await AnyOf(context, pending.Values);
            if (EventNames.FirstOrDefault(name => pending[name].IsCompleted) is { } arrived)
            {
                var wish = await pending[arrived];
                pending[arrived] = context.WaitFor<Wish>(arrived);
                book.Entries.Add(new Entry(wish.Id, await Do(context, book, wish)));
            }
            else
            {
                return book with { IsFinished = true };
            }
        }
    }

    /// <summary>Waits for one of the events; first with patience, and again, and then without.</summary>
    private static async Task AnyOf(IWorkflowContext context, ICollection<Task<Wish>> pending)
    {
        for (var tick = 0; tick < MostTicks && pending.All(waiter => !waiter.IsCompleted); tick++)
        {
            using var cancel = new CancellationTokenSource();
            var tired = context.Sleep(context.Now + Patience, cancel.Token);
            if (await Task.WhenAny([.. pending, tired]) != tired)
            {
#pragma warning disable MA0042, CA1849 // CancelAsync leaves the workflow's thread.
                cancel.Cancel();
#pragma warning restore MA0042, CA1849
            }
        }

        await Task.WhenAny(pending);
    }

    private static async Task<string> Do(IWorkflowContext context, Book book, Wish wish)
    {
        var key = $"{book.Life}.{book.Entries.Count}";
        var before = book.Entries.Count == 0 ? wish.Id : $"{wish.Id} {book.Entries[^1]}";
        var work = new Work(context.InstanceId, key, before, wish.Milliseconds);
        switch (wish.Deed)
        {
            case Deed.Note:
                return "";
            case Deed.Call:
                return await context.Call<string>("work", work);
            case Deed.FanOut:
                var calls = Enumerable.Range(0, 3).Select(n => context.Call<string>("work", work with { Key = $"{key}.{n}" }));
                return string.Join(' ', await Task.WhenAll(calls));
            case Deed.Insist:
                return await context.Call<string>("work", work with { Failures = 2 }, new RetryPolicy(3, TimeSpan.FromMilliseconds(wish.Milliseconds)));
            case Deed.Stumble:
                return await context.Call<string>("work", work with { Failures = 1 });
            case Deed.Nap:
                var until = context.Now.AddMilliseconds(wish.Milliseconds);
                await context.Sleep(until);
                return context.Now >= until ? "" : throw new InvalidOperationException($"It is {context.Now:O} before {until:O}.");
            case Deed.Child:
                var woken = context.WaitFor<string>(key);
                var result = await context.CallChild<string>(ChildKind, wish.Milliseconds, $"{context.InstanceId}.{key}");
                return await woken == result ? result : throw new InvalidOperationException($"The child gave {result} and raised {await woken}.");
            default:
                throw new System.Diagnostics.UnreachableException(wish.Deed.ToString());
        }
    }

    private static async Task<string> RunChild(IWorkflowContext context, int milliseconds)
    {
        await context.Sleep(context.Now.AddMilliseconds(milliseconds));
        var (parent, key) = context.InstanceId.Split('.', 2) switch { var parts => (parts[0], parts[1]) };
        var result = await context.Call<string>("work", new Work(parent, $"{key}.child", "", milliseconds));
        context.Raise(parent, key, result);
        return result;
    }

    private static string Short(Guid id) => id.ToString("n")[..12];
}
