using System.Text.Json;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// What must hold of one instance, from what its callers were told and nothing else. It knows no turns, no commits and no recovery.
/// </summary>
internal sealed class ModelInstance(string id, ScriptStep[] script)
{
    private readonly Dictionary<string, List<ModelEvent>> events =
        Script.EventNames.ToDictionary(name => name, _ => new List<ModelEvent>(), StringComparer.Ordinal);

    private List<LogLine> seen = [];

    public string Id { get; } = id;

    public ScriptStep[] Steps { get; } = script;

    /// <summary>A caller was told that it is started: nothing may take that back.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Somebody asked to suspend it, and nobody was told that it is resumed.</summary>
    public bool MayBeSuspended { get; set; }

    /// <summary>How many wait to hear that they have suspended it.</summary>
    public int Suspensions { get; set; }

    public bool IsCompleted { get; private set; }

    /// <summary>What the step under way waits for; null when it is none of the two.</summary>
    public string? WaitsForEvent =>
        seen is [.., { End: null }] && Steps[seen.Count - 1] is { Deed: Deed.Wait } step ? step.Name : null;

    public IReadOnlyList<ModelEvent> Events(string name) => events[name];

    public ModelEvent AddEvent(string name)
    {
        var added = new ModelEvent(name, events[name].Count);
        events[name].Add(added);
        return added;
    }

    /// <summary>Judges what the engine shows of it. The sentence says what is wrong; null when all is well.</summary>
    /// <param name="shown">What is on disk; null when there is no such instance.</param>
    /// <param name="now">Minutes on the clock.</param>
    /// <param name="atRest">Whether nothing moves before the clock does or somebody calls.</param>
    public string? Judge(WorkflowInstance? shown, double now, bool atRest)
    {
        if (shown is null)
        {
            return IsAcknowledged ? "an acknowledged start is lost" : null;
        }

        if (shown.State is WorkflowState.Failed or WorkflowState.Terminated or WorkflowState.Quarantined)
        {
            return $"it is {shown.State}: {shown.ErrorMessage}";
        }

        if (shown.State == WorkflowState.Suspended && !MayBeSuspended)
        {
            return "it is suspended though nobody wants that";
        }

        var log = shown.CustomStatus is { } status ? JsonSerializer.Deserialize<List<LogLine>>(status, JsonSerializerOptions.Web)! : [];
        if (JudgeProgress(log) is { } regress)
        {
            return regress;
        }

        seen = log;
        IsCompleted = shown.State == WorkflowState.Completed;
        if (JudgeSteps(log, now, atRest && shown.State != WorkflowState.Suspended) is { } wrong)
        {
            return wrong;
        }

        return IsCompleted ? JudgeOutput(shown)
            : atRest && shown.State == WorkflowState.Pending ? "it rests though its first turn has not run"
            : null;
    }

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
            case Deed.Child:
                return line.Result != $"{step.Number * 2} {step.Number}" ? "wrong result" : end >= due ? null : "early";
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
            Deed.Call or Deed.FanOut => "the result is lost",
            Deed.Sleep when isDue => "the timer is lost",
            Deed.Race when isDue => "the timer is lost",
            Deed.Race or Deed.Wait when isRaised => "the event is lost",
            _ => null,
        };
    }
}

/// <summary>An event as its caller knows it.</summary>
internal sealed record ModelEvent(string Name, int Index)
{
    public string Id => $"{Name}-{Index}";

    public string Payload => Id;

    /// <summary>When its caller heard that it is accepted, in minutes; null while nobody has.</summary>
    public double? AcceptedAt { get; set; }

    /// <summary>A caller waits to hear of it.</summary>
    public bool IsOutstanding { get; set; }
}
