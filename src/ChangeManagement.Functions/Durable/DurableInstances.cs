using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChangeManagement.Workflows;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Durable;

/// <summary>
/// The instances of a task hub as admins see them. Durable Functions filters by state, start and id only and gives no order, so the rest is done
/// here, over as many instances as are read at most.
/// </summary>
internal static class DurableInstances
{
    private const int PageSize = 250;
    private const int LargestPage = 1000;

    // What one look may hold in memory. A filter that fits few of a large hub has all of it read.
    private const int MostRead = 10_000;

    /// <summary>A page, the most recently updated first; the cursor is the last one's place in that order.</summary>
    public static async Task<WorkflowPage> Page(DurableTaskClient client, WorkflowQuery query, CancellationToken cancellation)
    {
        var cursor = Cursor.Parse(query.After);
        var limit = Math.Clamp(query.Limit, 1, LargestPage);
        var rest = (await Read(client, query, cancellation))
            .OrderByDescending(instance => instance.Updated)
            .ThenByDescending(instance => instance.InstanceId, StringComparer.Ordinal)
            .Where(instance => cursor is not { } last || last.IsBefore(instance))
            .Take(limit + 1)
            .ToList();
        var page = rest.Take(limit).ToList();
        return new WorkflowPage(page, rest.Count > limit ? Cursor.Of(page[^1]) : null);
    }

    /// <summary>What fits a query, in no order.</summary>
    public static async Task<List<WorkflowInstance>> Read(DurableTaskClient client, WorkflowQuery query, CancellationToken cancellation)
    {
        var found = new List<WorkflowInstance>();
        if (query.State is WorkflowState.Quarantined)
        {
            return found;
        }

        // It knows when instances were started, not when they moved; none moved before it was started.
        var filter = new OrchestrationQuery(
            CreatedTo: query.CreatedBefore < query.UpdatedBefore ? query.CreatedBefore : query.UpdatedBefore ?? query.CreatedBefore,
            Statuses: query.State is { } state ? [Of(state)] : null,
            InstanceIdPrefix: query.IdPrefix,
            PageSize: PageSize,
            FetchInputsAndOutputs: true);
        var read = 0;
        await foreach (var page in client.GetAllInstancesAsync(filter).AsPages().WithCancellation(cancellation))
        {
            found.AddRange(page.Values.Select(Of).Where(instance => Fits(query, instance)));
            if ((read += page.Values.Count) >= MostRead)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>One that was read with its input and output.</summary>
    public static WorkflowInstance Of(OrchestrationMetadata instance)
    {
        var state = Of(instance.RuntimeStatus);
        var (type, message) = state switch
        {
            WorkflowState.Failed => (instance.FailureDetails?.ErrorType, instance.FailureDetails?.ErrorMessage),
            // Durable Functions keeps the reason where others keep what they returned.
            WorkflowState.Terminated => (null, Text(instance.SerializedOutput)),
            _ => default,
        };
        return new WorkflowInstance(
            instance.InstanceId,
            instance.Name,
            state,
            instance.CreatedAt,
            instance.LastUpdatedAt,
            HasEnded(state) ? instance.LastUpdatedAt : null,
            instance.SerializedInput,
            state is WorkflowState.Completed ? instance.SerializedOutput : null,
            instance.SerializedCustomStatus,
            type,
            message)
        {
            ErrorGroup = state is WorkflowState.Failed ? FailureGroup.Of(type ?? "", message ?? "") : null,
        };
    }

    /// <summary>Where an instance stands.</summary>
    public static WorkflowState Of(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => WorkflowState.Pending,
        OrchestrationRuntimeStatus.Running => WorkflowState.Running,
        OrchestrationRuntimeStatus.Suspended => WorkflowState.Suspended,
        OrchestrationRuntimeStatus.Completed => WorkflowState.Completed,
        OrchestrationRuntimeStatus.Failed => WorkflowState.Failed,
        OrchestrationRuntimeStatus.Terminated => WorkflowState.Terminated,
        // Two more are declared and no longer used.
        _ => throw new UnreachableException(status.ToString()),
    };

    /// <summary>Whether an instance that stands there runs no more.</summary>
    public static bool HasEnded(WorkflowState state) => state is WorkflowState.Completed or WorkflowState.Failed or WorkflowState.Terminated;

    private static OrchestrationRuntimeStatus Of(WorkflowState state) => state switch
    {
        WorkflowState.Pending => OrchestrationRuntimeStatus.Pending,
        WorkflowState.Running => OrchestrationRuntimeStatus.Running,
        WorkflowState.Suspended => OrchestrationRuntimeStatus.Suspended,
        WorkflowState.Completed => OrchestrationRuntimeStatus.Completed,
        WorkflowState.Failed => OrchestrationRuntimeStatus.Failed,
        WorkflowState.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => throw new UnreachableException(state.ToString()),
    };

    private static bool Fits(WorkflowQuery query, WorkflowInstance instance) =>
        (query.State is not { } state || instance.State == state)
        && (query.Kind is not { } kind || instance.Kind == kind)
        && (query.IdPrefix is not { } prefix || instance.InstanceId.StartsWith(prefix, StringComparison.Ordinal))
        && (query.UpdatedBefore is not { } updated || instance.Updated < updated)
        && (query.CreatedBefore is not { } created || instance.Created < created)
        && (query.ErrorGroup is not { } group || instance.ErrorGroup == group)
        && (query.WaitingFor is not { } phase || (!HasEnded(instance.State) && Phases(instance).Contains(phase, StringComparer.Ordinal)));

    private static IEnumerable<string?> Phases(WorkflowInstance instance)
    {
        if (instance.CustomStatus is not { } json)
        {
            return [];
        }

        var status = JsonSerializer.Deserialize<JsonElement>(json);
        return status.ValueKind is JsonValueKind.Object && status.TryGetProperty("phases", out var phases) && phases.ValueKind is JsonValueKind.Array
            ? phases.EnumerateArray().Where(phase => phase.ValueKind is JsonValueKind.String).Select(phase => phase.GetString())
            : [];
    }

    private static string? Text(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var value = JsonSerializer.Deserialize<JsonElement>(json);
        return value.ValueKind is JsonValueKind.String ? value.GetString() : json;
    }

    private readonly record struct Cursor(long Updated, string InstanceId)
    {
        public static string Of(WorkflowInstance last) => $"{last.Updated.UtcTicks:x}-{last.InstanceId}";

        public static Cursor? Parse(string? text)
        {
            if (text is null)
            {
                return null;
            }

            var dash = text.IndexOf('-');
            return dash > 0 && long.TryParse(text.AsSpan(..dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var updated)
                ? new Cursor(updated, text[(dash + 1)..])
                : throw new UnknownCursorException(text);
        }

        public bool IsBefore(WorkflowInstance instance) => instance.Updated.UtcTicks < Updated
            || (instance.Updated.UtcTicks == Updated && string.CompareOrdinal(instance.InstanceId, InstanceId) < 0);
    }
}
