using System.Diagnostics.CodeAnalysis;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Workflows;

/// <summary>
/// The workflows and activities of the product under the names that stored histories carry. Both hosts register from here, so a
/// name exists once. Names hold letters, digits, <c>_</c> and <c>-</c>.
/// </summary>
public sealed class WorkflowCatalog
{
    private readonly Dictionary<string, WorkflowDefinition> workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityDefinition> activities = new(StringComparer.Ordinal);

    /// <summary>All workflows by kind.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Workflows => workflows;

    /// <summary>All activities by name.</summary>
    public IReadOnlyDictionary<string, ActivityDefinition> Activities => activities;

    /// <summary>Adds a workflow under its stored name, for example <c>change-normal-v1</c>.</summary>
    public WorkflowCatalog AddWorkflow<TInput, TOutput>(string kind, Func<IWorkflowContext, TInput, Task<TOutput>> run) => Add(
        new WorkflowDefinition(kind, typeof(TInput), typeof(TOutput), async (context, input) => await run(context, (TInput)input!)));

    /// <summary>Adds an activity; <paramref name="concurrency"/> bounds how many run at once in one process.</summary>
    public WorkflowCatalog AddActivity<TInput, TOutput>(
        string name, Func<TInput, CancellationToken, Task<TOutput>> run, int concurrency = 64) => Add(new ActivityDefinition(
            name, typeof(TInput), typeof(TOutput), concurrency, async (input, cancellation) => await run((TInput)input!, cancellation)));

    /// <summary>Adds a workflow whose types are known only when it runs.</summary>
    public WorkflowCatalog Add(WorkflowDefinition workflow)
    {
        workflows.Add(workflow.Kind, workflow);
        return this;
    }

    /// <summary>Adds an activity whose types are known only when it runs.</summary>
    public WorkflowCatalog Add(ActivityDefinition activity)
    {
        activities.Add(activity.Name, activity);
        return this;
    }

    /// <summary>The version at the end of a kind: <c>v1</c> of <c>change-normal-v1</c>.</summary>
    public static string VersionOf(string kind) => kind[(kind.LastIndexOf('-') + 1)..];

    /// <summary>Looks a kind up.</summary>
    public bool TryGetWorkflow(string kind, [NotNullWhen(true)] out WorkflowDefinition? definition) =>
        workflows.TryGetValue(kind, out definition);

    /// <summary>What to tell whoever asks for a kind that is not here, with the one that was probably meant.</summary>
    public string HasNoWorkflow(string kind) =>
        Nearest.Sentence($"There is no workflow '{kind}' in this release{Nearest.Hint(kind, workflows.Keys)}");

    /// <summary>What to tell whoever asks for an activity that is not here, with the one that was probably meant.</summary>
    public string HasNoActivity(string name) =>
        Nearest.Sentence($"There is no activity '{name}' in this release{Nearest.Hint(name, activities.Keys)}");
}

/// <summary>One workflow: its stored name, its types and its code.</summary>
public sealed record WorkflowDefinition(
    string Kind, Type InputType, Type OutputType, Func<IWorkflowContext, object?, Task<object?>> Run);

/// <summary>One activity: its stored name, its types, its bound and its code.</summary>
public sealed record ActivityDefinition(
    string Name, Type InputType, Type OutputType, int Concurrency, Func<object?, CancellationToken, Task<object?>> Run);
