using System.Text.Json;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// What must hold of one instance, from what its callers were told and nothing else. It knows no turns, no commits and no recovery.
/// </summary>
internal sealed class ModelInstance(string id, ScriptStep[] script)
{
    private Dictionary<string, List<ModelEvent>> events = NoEvents();
    private List<LogLine> seen = [];
    private int lives = 1;
    private Order? unsure;

    public string Id { get; } = id;

    public ScriptStep[] Steps { get; } = script;

    /// <summary>A caller was told that it is started: nothing may take that back.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Somebody asked to suspend it, and nobody was told that it is resumed.</summary>
    public bool MayBeSuspended { get; set; }

    /// <summary>How many wait to hear that they have suspended it.</summary>
    public int Suspensions { get; set; }

    /// <summary>How many wait to hear of anything that they asked of it.</summary>
    public int Callers { get; set; }

    /// <summary>An admin has ordered something that begins or ends a life of it, and does not know yet whether that is done.</summary>
    public bool IsOperatedOn { get; private set; }

    public bool IsCompleted { get; private set; }

    public bool IsFailed { get; private set; }

    public bool IsTerminated { get; private set; }

    public bool IsEnded => IsCompleted || IsFailed || IsTerminated;

    /// <summary>What its generation must be.</summary>
    public int Generation { get; private set; } = 1;

    /// <summary>What the step under way waits for; null when it is none of the two.</summary>
    public string? WaitsForEvent =>
        seen is [.., { End: null }] && Steps[seen.Count - 1] is { Deed: Deed.Wait } step ? step.Name : null;

    public IReadOnlyList<ModelEvent> Events(string name) => events[name];

    public ModelEvent AddEvent(string name)
    {
        var added = new ModelEvent(name, events[name].Count, lives);
        events[name].Add(added);
        return added;
    }

    /// <summary>An admin gives an order; nobody else asks anything until its outcome is known.</summary>
    public void Ordered() => IsOperatedOn = true;

    /// <summary>The admin was told nothing: what the next process shows says whether it was done.</summary>
    public void Unanswered(Order order) => unsure = order;

    /// <summary>The admin knows what the order came to: nothing may take that back.</summary>
    public void Learn(Order order, bool isDone)
    {
        IsOperatedOn = false;
        if (isDone)
        {
            Obey(order);
        }
    }

    /// <summary>Judges what the engine shows of it. The sentence says what is wrong; null when all is well.</summary>
    /// <param name="shown">What is on disk; null when there is no such instance.</param>
    /// <param name="now">Minutes on the clock.</param>
    /// <param name="atRest">Whether nothing moves before the clock does or somebody calls.</param>
    public string? Judge(WorkflowInstance? shown, double now, bool atRest)
    {
        if (unsure is { } order)
        {
            unsure = null;
            Learn(order, order switch
            {
                Order.Terminate => shown?.State == WorkflowState.Terminated,
                Order.Purge => shown is null,
                _ => shown?.Generation == Generation + 1,
            });
        }

        if (IsOperatedOn)
        {
            return atRest ? "an admin gets no answer" : null;
        }

        if (shown is null)
        {
            return IsAcknowledged ? "an acknowledged start is lost" : null;
        }

        if (JudgeState(shown) is { } wrong)
        {
            return wrong;
        }

        var log = shown.CustomStatus is { } status ? JsonSerializer.Deserialize<List<LogLine>>(status, JsonSerializerOptions.Web)! : [];
        if (JudgeProgress(log) is { } regress)
        {
            return regress;
        }

        seen = log;
        IsCompleted = shown.State == WorkflowState.Completed;
        IsFailed = shown.State == WorkflowState.Failed;
        return JudgeSteps(log, now, atRest && shown.State != WorkflowState.Suspended && !IsFailed && !IsTerminated)
            ?? (IsCompleted ? JudgeOutput(shown)
                : IsFailed && log is not [.., { End: null }] ? $"it failed between its steps: {shown.ErrorMessage}"
                : IsFailed && !Steps[log.Count - 1].Falters ? $"step {log.Count - 1}, {Steps[log.Count - 1]}, failed: {shown.ErrorMessage}"
                : atRest && shown.State == WorkflowState.Pending ? "it rests though its first turn has not run"
                : null);
    }

    private static Dictionary<string, List<ModelEvent>> NoEvents() =>
        Script.EventNames.ToDictionary(name => name, _ => new List<ModelEvent>(), StringComparer.Ordinal);

    private void Obey(Order order)
    {
        switch (order)
        {
            case Order.Terminate:
                IsTerminated = true;
                break;
            case Order.Rewind:
                Generation++;
                IsFailed = false;
                break;
            case Order.Restart:
                Generation++;
                BeginLife();
                break;
            case Order.Purge:
                Generation = 1;
                IsAcknowledged = false;
                BeginLife();
                break;
            default:
                throw new System.Diagnostics.UnreachableException(order.ToString());
        }
    }

    /// <summary>Nothing of the life before counts any more.</summary>
    private void BeginLife()
    {
        lives++;
        events = NoEvents();
        seen = [];
        IsCompleted = IsFailed = IsTerminated = MayBeSuspended = false;
    }

    private string? JudgeState(WorkflowInstance shown) =>
        shown.Generation != Generation ? $"it is of generation {shown.Generation}, not {Generation}"
        : shown.State == WorkflowState.Quarantined ? $"it is quarantined: {shown.ErrorMessage}"
        : IsTerminated != (shown.State == WorkflowState.Terminated)
            ? $"it is {shown.State}, and the order to end it was{(IsTerminated ? "" : " not")} given"
        : shown.State == WorkflowState.Suspended && !MayBeSuspended ? "it is suspended though nobody wants that"
        : null;

    private string? JudgeOutput(WorkflowInstance shown) =>
        seen.Count != Steps.Length ? $"it completed after {seen.Count} of {Steps.Length} steps"
        : shown.Output != shown.CustomStatus ? $"its output {shown.Output} is not its log {shown.CustomStatus}"
        : null;

    private string? JudgeProgress(List<LogLine> log)
    {
        for (var i = 0; i < seen.Count; i++)
        {
            if (i >= log.Count || log[i].Begin != seen[i].Begin || (seen[i].End is not null && log[i] != seen[i]))
            {
                return $"step {i} was {seen[i]} and is {(i < log.Count ? log[i] : "gone")}";
            }
        }

        return null;
    }

    private string? JudgeSteps(List<LogLine> log, double now, bool atRest)
    {
        var taken = Script.EventNames.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        for (var i = 0; i < log.Count; i++)
        {
            var (line, step) = (log[i], Steps[i]);
            var verdict = line.End is { } end
                ? end > now ? "ends in the future" : JudgeEnded(step, line, end, taken)
                : i < log.Count - 1 ? "is not ended though the next began"
                : atRest ? JudgeBlocked(step, line, now, taken)
                : null;
            if (verdict is not null)
            {
                return $"step {i}, {step}, {line} at {now}: {verdict}";
            }
        }

        return null;
    }

    private string? JudgeEnded(ScriptStep step, LogLine line, double end, Dictionary<string, int> taken)
    {
        var due = line.Begin + step.Number;
        var next = taken[step.Name];
        switch (step.Deed)
        {
            case Deed.Call:
                return line.Result == $"{step.Number * 2}" ? null : "wrong result";
            case Deed.FanOut:
                return line.Result == $"{step.Number * (step.Number + 1)}" ? null : "wrong result";
            case Deed.Insist:
                return line.Result == $"{step.Number}" ? null : "wrong result";
            case Deed.Sleep:
                return end >= due ? null : "early";
            case Deed.Child or Deed.FalterWithin:
                return line.Result != $"{step.Number * 2} {step.Number}" ? "wrong result" : end >= due ? null : "early";
            case Deed.Falter:
                return line.Result == $"{step.Failures}" ? null : "wrong result";
            case Deed.FalterAmong:
                return line.Result == $"{step.Failures + (2 * step.Number)}" ? null : "wrong result";
            case Deed.Race when line.Result == "expired":
                return end < due ? "early"
                    : next < events[step.Name].Count && events[step.Name][next].AcceptedAt < due ? "it expired though the event was there"
                    : null;
            case Deed.Wait or Deed.Race:
                taken[step.Name]++;
                return next >= events[step.Name].Count ? "an event that nobody raised"
                    : line.Result == events[step.Name][next].Payload ? null
                    : $"the next event is {events[step.Name][next].Payload}";
            default:
                throw new System.Diagnostics.UnreachableException(step.Deed.ToString());
        }
    }

    /// <summary>At rest a step may only wait for what is yet to come.</summary>
    private string? JudgeBlocked(ScriptStep step, LogLine line, double now, Dictionary<string, int> taken)
    {
        var isDue = line.Begin + step.Number <= now;
        var isRaised = taken[step.Name] < events[step.Name].Count && events[step.Name][taken[step.Name]].AcceptedAt is not null;
        return step.Deed switch
        {
            Deed.Call or Deed.FanOut or Deed.Falter or Deed.FalterAmong => "the result is lost",
            Deed.Sleep when isDue => "the timer is lost",
            Deed.Race when isDue => "the timer is lost",
            Deed.Race or Deed.Wait when isRaised => "the event is lost",
            _ => null,
        };
    }
}

/// <summary>An event as its caller knows it. Its id is the same in every life of the instance.</summary>
internal sealed record ModelEvent(string Name, int Index, int Life)
{
    public string Id => $"{Name}-{Index}";

    public string Payload => $"{Id} of life {Life}";

    /// <summary>When its caller heard that it is accepted, in minutes; null while nobody has.</summary>
    public double? AcceptedAt { get; set; }

    /// <summary>A caller waits to hear of it.</summary>
    public bool IsOutstanding { get; set; }
}
