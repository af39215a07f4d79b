namespace ChangeManagement.Workflows;

/// <summary>
/// One workflow's watch over one change. Everything it waits for comes through one doorbell waiter and one timer: the waiter is never
/// cancelled and armed again at once, which is right under first-in-first-out, last-in-first-out and the known losses of Durable Functions.
/// </summary>
public sealed class ChangeWatch
{
    /// <summary>The event that rings.</summary>
    public const string DoorbellName = "doorbell";

    // A register or a mail server that is away for days must not end a change.
    private static readonly RetryPolicy Patience = new(1000, TimeSpan.FromSeconds(2), 2, TimeSpan.FromMinutes(15));

    private readonly IWorkflowContext context;
    private readonly ChangeRun run;
    private readonly List<Wait> waits = [];
    private Task<Doorbell?>? bell;
    private Task? pump;
    private int round;

    private ChangeWatch(IWorkflowContext context, ChangeRun run)
    {
        this.context = context;
        this.run = run;
    }

    /// <summary>The change as last read.</summary>
    public ChangeView Change { get; private set; } = null!;

    private bool IsOver => Change.IsEnded || Change.Run != run.Run;

    /// <summary>Walks a change through the phases, again from the top whenever it was reopened, until it ends or another run takes over.</summary>
    /// <returns>The state it ended in, or <c>superseded</c>.</returns>
    public static async Task<string> Over(IWorkflowContext context, ChangeRun run, Func<ChangeWatch, Task> phases)
    {
        var watch = new ChangeWatch(context, run);
        await watch.Attend(hasTimePassed: false);
        while (!watch.IsOver)
        {
            watch.round = watch.Change.Round;
            await phases(watch);
        }

        context.SetStatus(watch.Status());
        return watch.Change.Run != run.Run ? "superseded" : watch.Change.State;
    }

    /// <summary>
    /// Waits until the change is as asked; returns at once if it is, or if it was reopened or is over. Phases may wait side by side.
    /// </summary>
    public Task Until(string phase, Func<ChangeView, bool> isReached)
    {
        if (IsPast(isReached))
        {
            return Task.CompletedTask;
        }

        var wait = new Wait(phase, isReached, new TaskCompletionSource());
        waits.Add(wait);
        pump ??= Pump();
        return wait.Reached.Task;
    }

    private async Task Pump()
    {
        try
        {
            while (waits.Count > 0)
            {
                context.SetStatus(Status());
                await NextOccasion();
                foreach (var reached in waits.Where(wait => IsPast(wait.IsReached)).ToList())
                {
                    waits.Remove(reached);
                    reached.Reached.SetResult();
                }
            }

            pump = null;
        }
        catch (WorkflowTaskException failure)
        {
            waits.ForEach(wait => wait.Reached.SetException(failure));
        }
    }

    private async Task NextOccasion()
    {
        bell ??= context.WaitFor<Doorbell?>(DoorbellName);
        if (Change.NextDeadline is not { } deadline)
        {
            await Answer(await bell);
            return;
        }

        using var cancellation = new CancellationTokenSource();
        var alarm = context.Sleep(deadline, cancellation.Token);
        await Task.WhenAny(bell, alarm);
        if (bell.IsCompleted)
        {
            cancellation.Cancel();
            await Answer(await bell);
        }
        else
        {
            await Attend(hasTimePassed: true);
        }
    }

    private async Task Answer(Doorbell? rung)
    {
        bell = null;
        var isLate = Change.NextDeadline <= context.Now;
        // Rung for what was already seen, with nothing due: there is nothing to read. An administrator may ring without a version.
        if (isLate || rung is null || rung.Version > Change.Version)
        {
            await Attend(isLate);
        }
    }

    private async Task Attend(bool hasTimePassed)
    {
        var told = Change?.Version ?? 0;
        Change = await context.Call<ChangeView>(ChangeActivities.AttendName, new Attendance(run.Number, told, hasTimePassed), Patience);
    }

    private bool IsPast(Func<ChangeView, bool> isReached) => IsOver || Change.Round != round || isReached(Change);

    private WorkflowStatus Status() => new([.. waits.Select(wait => wait.Phase)], Change.State, Change.Version, Change.NextDeadline);

    private sealed record Wait(string Phase, Func<ChangeView, bool> IsReached, TaskCompletionSource Reached);
}
