using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Threads;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Activities;

/// <summary>
/// Runs activities beside the engine's thread, so many of each at once as its definition says. Its members are called on the engine's thread.
/// </summary>
internal sealed class ActivityQueue(
    WorkflowCatalog catalog, JsonSerializerOptions json, CrashJournal journal, IWorkers workers, Action<Action> post,
    Action<ActivityTask> ended) : IDisposable
{
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Running, or waiting for room.</summary>
    public int Active { get; private set; }

    /// <summary>Running.</summary>
    public int Running { get; private set; }

    /// <summary>Runs the task when there is room. One that is not in the catalog fails at once.</summary>
    public void Add(ActivityTask task)
    {
        Active++;
        if (!catalog.Activities.TryGetValue(task.Name, out var definition))
        {
            task.Error = Missing(task.Name);
            post(() => Leave(task));
            return;
        }

        if (!lanes.TryGetValue(task.Name, out var lane))
        {
            lane = new Lane(definition);
            lanes.Add(task.Name, lane);
        }

        lane.Waiting.Enqueue(task);
        Begin(lane);
    }

    /// <summary>The instance has ended: what of it still waits is not begun.</summary>
    public void Abandon(long instance)
    {
        foreach (var task in lanes.Values.SelectMany(lane => lane.Waiting).Where(task => task.Instance == instance))
        {
            task.IsAbandoned = true;
        }
    }

    /// <summary>Begins nothing more and asks what runs to stop.</summary>
    public void Stop()
    {
        // Not on this thread: what waits for the token would go on here.
        _ = stopping.CancelAsync();
    }

    public void Dispose() => stopping.Dispose();

    private TaskError Missing(string name) => new(
        name, "ActivityNotFound", catalog.HasNoActivity(name), Inner: null);

    private void Begin(Lane lane)
    {
        while (lane.Running < lane.Definition.Concurrency && !stopping.IsCancellationRequested && lane.Waiting.TryDequeue(out var task))
        {
            if (task.IsAbandoned)
            {
                Active--;
                continue;
            }

            lane.Running++;
            Running++;
            journal.Enter(task);
            workers.Run(() => Run(lane, task));
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Any failure of an activity is its result.")]
    private async Task Run(Lane lane, ActivityTask task)
    {
        task.Result = null;
        task.Error = null;
        try
        {
            var input = Payloads.Read(task.Call!.Input.Span, lane.Definition.InputType, json);
            var output = await lane.Definition.Run(input, stopping.Token);
            task.Result = Payloads.Write(output, lane.Definition.OutputType, json);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Neither result nor failure: it runs again after the restart.
        }
        catch (Exception failure)
        {
            task.Error = TaskError.From(task.Name, failure);
        }

        post(() => End(lane, task));
    }

    private void End(Lane lane, ActivityTask task)
    {
        journal.Leave(task);
        lane.Running--;
        Running--;
        Begin(lane);
        Leave(task);
    }

    private void Leave(ActivityTask task)
    {
        Active--;
        if (task.Result is not null || task.Error is not null)
        {
            ended(task);
        }
    }

    /// <summary>The room that one activity has.</summary>
    private sealed class Lane(ActivityDefinition definition)
    {
        public ActivityDefinition Definition { get; } = definition;

        public Queue<ActivityTask> Waiting { get; } = new();

        public int Running { get; set; }
    }
}
