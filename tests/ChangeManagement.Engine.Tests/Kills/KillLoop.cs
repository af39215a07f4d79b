using System.Collections.Concurrent;
using System.Diagnostics;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// Callers give orders to an engine in a process of its own, which is killed again and again; then everything is let come to its end and held
/// against what was acknowledged and what the activities left outside.
/// </summary>
internal sealed class KillLoop(int seed, int rounds) : IDisposable
{
    private const int Callers = 8;
    private const int MostAnswers = 400;
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder folder = new();
    private readonly Random chance = new(seed);
    private readonly ProcessSeries processes = new(rounds + 1);
    private readonly TaskCompletionSource contradicted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, KnownLedger> ledgers = new(StringComparer.Ordinal);

    /// <summary>What it came to, in a line.</summary>
    public string Summary { get; private set; } = "";

    public async Task Run()
    {
        var callers = Enumerable.Range(0, Callers).Select(number => new LedgerCaller(number, processes, Known)).ToList();
        var calling = Task.WhenAll(callers.Select((caller, number) => Task.Run(() => Follow(caller, new Plan(seed, number, Callers)))));
        for (var round = 0; round < rounds; round++)
        {
            await RunAndKill(round);
        }

        var arguments = Arguments(0, 0);
        using (var last = await Start(rounds, arguments, milestone: 0))
        {
            await UnlessContradicted(calling);
            var administrator = new LedgerCaller(Callers, processes, Known);
            await FinishAll(administrator);
            await JudgeAll(administrator, OutsideFile.Read(arguments.OutsideFile));
            last.Stop();
            await last.Ended;
            Require(last.ExitCode == 0 && last.Complaints.Length == 0, $"It ended with {last.ExitCode} instead of in order: {last.Complaints}");
        }

        var faults = FileAudit.Faults(arguments.Database).ToList();
        Require(faults.Count == 0, string.Join('\n', faults));
        var (answered, repeated) = (callers.Sum(caller => caller.Answered), callers.Sum(caller => caller.Repeated));
        Require(repeated > 0, "No kill met an order under way: the loop has shown nothing.");
        Summary = $"{rounds} kills, {ledgers.Count} ledgers, {ledgers.Values.Sum(ledger => ledger.Events.Count)} events, {answered} answers, {repeated} of them to repetitions";
    }

    public void Dispose() => folder.Dispose();

    private KnownLedger Known(string name) => ledgers.GetOrAdd(name, name => new KnownLedger(name));

    private HostArguments Arguments(int step, int answer) =>
        new(folder.Path, Pick(0, 3, 10_000), Pick(0, 0, 1), step, answer);

    /// <summary>
    /// It dies at a step of its writer or at once after an answer, by its own hand, or some time after an answer by ours, whatever is first.
    /// Sometimes it was told to stop just before. By work and not by the clock, for a busy machine gets less done in its time.
    /// </summary>
    private async Task RunAndKill(int round)
    {
        var arguments = chance.Next(5) switch
        {
            0 => Arguments(step: chance.Next(1, 50), answer: 0),
            1 => Arguments(step: chance.Next(50, 1000), answer: 0),
            2 => Arguments(step: 0, answer: chance.Next(1, MostAnswers)),
            _ => Arguments(0, 0),
        };
        var (answers, later, isStopped) = (chance.Next(1, MostAnswers), TimeSpan.FromMilliseconds(chance.Next(20)), chance.Next(6) == 0);
        using var process = await Start(round, arguments, answers);
        await UnlessContradicted(process.Milestone);
        if (isStopped)
        {
            process.Stop();
        }

        await Task.WhenAny(process.Ended, Task.Delay(later));
        process.Kill();
        await process.Ended;
        Require(
            process.Complaints.Length == 0 && (process.ExitCode != 0 || isStopped),
            $"It ended with {process.ExitCode} before it was killed: {process.Complaints}");
    }

    private async Task Follow(LedgerCaller caller, Plan plan)
    {
        try
        {
            await caller.Follow(plan);
        }
        catch (Exception failure)
        {
            contradicted.TrySetException(failure);
        }
    }

    /// <summary>Waits, unless a caller was told what cannot be: with one caller less there is nothing more to wait for.</summary>
    private async Task UnlessContradicted(Task awaited) => await await Task.WhenAny(contradicted.Task, awaited);

    private async Task<EngineProcess> Start(int index, HostArguments arguments, int milestone)
    {
        var process = EngineProcess.Start(arguments, milestone);
        await process.Ready;
        processes.Serves(index, process);
        return process;
    }

    /// <summary>What is open has all that it needs: it writes down what was accepted, and then finishes.</summary>
    private async Task FinishAll(LedgerCaller administrator)
    {
        var waited = Stopwatch.StartNew();
        var open = ledgers.Values.Where(ledger => ledger.IsOpen).ToList();
        var told = new HashSet<KnownLedger>();
        for (; open.Count > 0; await Task.Delay(BetweenLooks))
        {
            foreach (var ledger in open.ToList())
            {
                if (await Move(administrator, ledger, told))
                {
                    open.Remove(ledger);
                }
            }

            Require(waited.Elapsed < LongestEnd, $"{open.Count} ledgers never end though they have all that they need. {open.FirstOrDefault()?.Story()}");
        }
    }

    private static async Task<bool> Move(LedgerCaller administrator, KnownLedger ledger, HashSet<KnownLedger> told)
    {
        var shown = await administrator.Find(ledger);
        switch (shown?.State)
        {
            case WorkflowState.Suspended when ledger.IsSuspended:
                await administrator.Give(new Order(0, Verb.Resume, ledger.Name));
                return false;
            case WorkflowState.Failed:
                await administrator.Give(new Order(0, Verb.Rewind, ledger.Name));
                return false;
            case WorkflowState.Running when ledger.HasAll(shown) && told.Add(ledger):
                await administrator.Finish(ledger);
                return false;
            case WorkflowState.Pending or WorkflowState.Running:
                ledger.Note($"{shown}");
                return false;
            default:
                return true;
        }
    }

    private async Task JudgeAll(LedgerCaller administrator, List<Trail> trails)
    {
        var results = trails.Where(trail => trail.Result is not null).GroupBy(trail => trail.Work.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(trail => trail.Result!).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var ledger in ledgers.Values)
        {
            var shown = await administrator.Find(ledger);
            Require(ledger.Judge(shown, results), verdict => $"{verdict}. {shown}\n{ledger.Story()}");
        }

        foreach (var same in trails.GroupBy(trail => trail.Work.Key, StringComparer.Ordinal))
        {
            var told = same.Select(trail => trail.Work.Before).ToHashSet(StringComparer.Ordinal);
            Require(told.Count == 1, $"{same.Key} was called with {string.Join(" and with ", told)}: what it followed was taken twice. {Story(same)}");
        }

        foreach (var same in trails.GroupBy(trail => trail.Work.Instance, StringComparer.Ordinal))
        {
            var lives = same.Select(trail => trail.Work.Key.Split('.')[0]).Distinct(StringComparer.Ordinal).Count();
            Require(lives <= ledgers[same.Key].Lives, $"It acted in {lives} lives and had {ledgers[same.Key].Lives}. {Story(same)}");
        }
    }

    private string Story(IEnumerable<Trail> trails) => ledgers[trails.First().Work.Instance].Story();

    private int Pick(params ReadOnlySpan<int> numbers) => numbers[chance.Next(numbers.Length)];

    private static void Require(string? verdict, Func<string, string> describe)
    {
        if (verdict is not null)
        {
            throw new KillLoopException(describe(verdict));
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new KillLoopException(otherwise);
        }
    }
}
