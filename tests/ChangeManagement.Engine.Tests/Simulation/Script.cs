using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>What a step of a simulated workflow does.</summary>
internal enum Deed
{
    /// <summary>Calls an activity that doubles.</summary>
    Call,

    /// <summary>Calls several at once.</summary>
    FanOut,

    /// <summary>Calls an activity that fails some times, a minute apart.</summary>
    Insist,

    /// <summary>Sleeps some minutes.</summary>
    Sleep,

    /// <summary>Waits for the next event of a name.</summary>
    Wait,

    /// <summary>Waits for the next event of a name, some minutes at most; the waiter stays for the next step.</summary>
    Race,

    /// <summary>Runs a child that sleeps some minutes, wakes this instance with an event and returns.</summary>
    Child,

    /// <summary>Calls an activity that fails the first times, and the instance with it; each rewind tries again.</summary>
    Falter,

    /// <summary>Calls several at once, of which one falters.</summary>
    FalterAmong,

    /// <summary>Runs a child that falters.</summary>
    FalterWithin,
}

/// <summary>A step, and its number: of minutes, calls or failures.</summary>
internal sealed record ScriptStep(Deed Deed, string Name, int Number)
{
    /// <summary>Whether it may fail the instance.</summary>
    public bool Falters => Deed is Deed.Falter or Deed.FalterAmong or Deed.FalterWithin;

    /// <summary>How often it does.</summary>
    public int Failures => Falters ? Number / 2 : 0;
}

/// <summary>What a step came to. Instants are minutes on the clock; <see cref="End"/> is null while it is under way.</summary>
internal sealed record LogLine(double Begin, double? End, string? Result);

/// <summary>A workflow that does what its input says, and tells in its status how far it is.</summary>
internal static class Script
{
    public const string Kind = "script-v1";
    public const string ChildKind = "child-v1";
    public static readonly string[] EventNames = ["red", "green"];

    public static WorkflowCatalog Catalog(Func<string, int> countRun) => new WorkflowCatalog()
        .AddActivity<int, int>("double", (number, _) => Task.FromResult(number * 2), concurrency: 2)
        .AddActivity<FailingCall, int>("insist", (call, _) => countRun(call.Key) > call.Failures
            ? Task.FromResult(call.Failures)
            : throw new InvalidOperationException("not yet"))
        .AddWorkflow<ChildScript, int>(ChildKind, async (context, child) =>
        {
            await context.Sleep(context.Now.AddMinutes(child!.Minutes));
            var parent = context.InstanceId[..context.InstanceId.IndexOf('.', StringComparison.Ordinal)];
            context.Raise(parent, context.InstanceId, child.Minutes);
            await context.Call<int>("insist", new FailingCall(context.InstanceId, child.Failures));
            return await context.Call<int>("double", child.Minutes);
        })
        .AddWorkflow<ScriptStep[], List<LogLine>>(Kind, Run);

    public static ScriptStep[] Random(Random chance) =>
    [
        .. Enumerable.Range(0, chance.Next(1, 7)).Select(_ => new ScriptStep(
            (Deed)chance.Next(Enum.GetValues<Deed>().Length), EventNames[chance.Next(EventNames.Length)], chance.Next(1, 5))),
    ];

    public static double Minutes(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).TotalMinutes;

    private static async Task<List<LogLine>> Run(IWorkflowContext context, ScriptStep[]? steps)
    {
        var log = new List<LogLine>();
        var pending = new Dictionary<string, Task<string>>(StringComparer.Ordinal);
        foreach (var step in steps!)
        {
            var begin = Minutes(context.Now);
            log.Add(new LogLine(begin, null, null));
            context.SetStatus(log);
            var result = await Do(context, step, $"{context.InstanceId}.{log.Count}", pending);
            log[^1] = new LogLine(begin, Minutes(context.Now), result);
            context.SetStatus(log);
        }

        return log;
    }

    private static async Task<string> Do(IWorkflowContext context, ScriptStep step, string key, Dictionary<string, Task<string>> pending)
    {
        switch (step.Deed)
        {
            case Deed.Call:
                return $"{await context.Call<int>("double", step.Number)}";
            case Deed.FanOut:
                return $"{(await Task.WhenAll(Enumerable.Range(1, step.Number).Select(n => context.Call<int>("double", n)))).Sum()}";
            case Deed.Insist:
                return $"{await context.Call<int>("insist", new FailingCall(key, step.Number), new RetryPolicy(step.Number + 1, TimeSpan.FromMinutes(1)))}";
            case Deed.Sleep:
                await context.Sleep(context.Now.AddMinutes(step.Number));
                return "slept";
            case Deed.Wait:
                return await Next(context, step.Name, pending);
            case Deed.Race:
                return await Race(context, step, pending);
            case Deed.Child or Deed.FalterWithin:
                var woken = context.WaitFor<int>(key);
                return $"{await context.CallChild<int>(ChildKind, new ChildScript(step.Number, step.Failures), key)} {await woken}";
            case Deed.Falter:
                return $"{await context.Call<int>("insist", new FailingCall(key, step.Failures))}";
            case Deed.FalterAmong:
                var faltering = context.Call<int>("insist", new FailingCall(key, step.Failures));
                return $"{(await Task.WhenAll(faltering, context.Call<int>("double", step.Number))).Sum()}";
            default:
                throw new System.Diagnostics.UnreachableException(step.Deed.ToString());
        }
    }

    private static async Task<string> Race(IWorkflowContext context, ScriptStep step, Dictionary<string, Task<string>> pending)
    {
        using var cancel = new CancellationTokenSource();
        var expired = context.Sleep(context.Now.AddMinutes(step.Number), cancel.Token);
        var next = Pending(context, step.Name, pending);
        if (await Task.WhenAny(next, expired) == expired)
        {
            return "expired";
        }

        cancel.CancelHere();
        return await Next(context, step.Name, pending);
    }

    private static async Task<string> Next(IWorkflowContext context, string name, Dictionary<string, Task<string>> pending)
    {
        var payload = await Pending(context, name, pending);
        pending.Remove(name);
        return payload;
    }

    private static Task<string> Pending(IWorkflowContext context, string name, Dictionary<string, Task<string>> pending)
    {
        if (!pending.TryGetValue(name, out var waiter))
        {
            waiter = context.WaitFor<string>(name);
            pending.Add(name, waiter);
        }

        return waiter;
    }
}

/// <summary>What a child does: how long it sleeps and how often it fails.</summary>
internal sealed record ChildScript(int Minutes, int Failures);

/// <summary>A call that fails so many times, counted outside, where no crash of ours reaches.</summary>
internal sealed record FailingCall(string Key, int Failures);
