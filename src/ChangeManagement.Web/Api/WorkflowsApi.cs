using System.Globalization;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>The orchestrations behind the changes, for administrators; and the status of one change's workflow for everybody.</summary>
internal static class WorkflowsApi
{
    /// <summary>Maps <c>/api/v1/orchestrations</c>, what the sweeper could not finish, and the status of a change's workflow.</summary>
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/change-management/change-requests/{number}/workflow", OfChange).RequireScope(Scopes.Read);
        var all = routes.MapGroup("/api/v1/orchestrations").RequireScope(Scopes.Admin);
        all.MapGet("/", List);
        all.MapGet("/error-groups", async (HttpContext http, IWorkflowClient workflows) =>
            ApiJson.Answer(new { ErrorGroups = await workflows.ErrorGroups(http.RequestAborted) }));
        all.MapGet("/unfinished", async (HttpContext http, Unfinished unfinished) =>
            ApiJson.Answer(new { Unfinished = await unfinished.Find(http.RequestAborted) }));
        all.MapGet("/{id}", async (string id, HttpContext http, IWorkflowClient workflows) =>
            await workflows.Find(id, http.RequestAborted) is { } instance ? ApiJson.Answer(Body(instance)) : Unknown(id));
        all.MapGet("/{id}/history", History);
        all.MapPost("/{id}/suspend", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Suspend, id));
        all.MapPost("/{id}/resume", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Resume, id));
        all.MapPost("/{id}/terminate", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Terminate, id));
        all.MapPost("/{id}/rewind", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Rewind, id));
        all.MapPost("/{id}/restart", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Restart, id));
        all.MapPost("/{id}/purge", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Purge, id));
        all.MapPost("/{id}/raise", Raise);
        all.MapPost("/purge", Purge);
    }

    private static async Task<IResult> OfChange(string number, HttpContext http, ChangeDesk desk, IWorkflowClient workflows)
    {
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var instance = await workflows.Find(change.WorkflowId, http.RequestAborted);
        return instance is null
            ? ApiJson.Answer(new { InstanceId = change.WorkflowId, State = WithoutInstance(change) })
            : ApiJson.Answer(Body(instance, isUnattended: !change.State.IsEnded && !instance.IsAttending));
    }

    private static string WithoutInstance(Change change) =>
        !change.State.IsEnded ? "not_started"
        : change.State is ChangeState.OutOfScope ? "never_needed"
        : "purged";

    private static async Task<IResult> List(HttpContext http, IWorkflowClient workflows, [AsParameters] OrchestrationFilter filter, string? after, int? limit)
    {
        var query = filter.ToQuery() with { Limit = Math.Clamp(limit ?? 50, 1, 200), After = after };
        var page = await workflows.Query(query, http.RequestAborted);
        return ApiJson.Answer(new { Orchestrations = page.Instances.Select(instance => Body(instance)), page.Next });
    }

    private static async Task<IResult> History(string id, HttpContext http, IWorkflowClient workflows, int? after, int? limit)
    {
        if (await workflows.Find(id, http.RequestAborted) is not { } instance)
        {
            return Unknown(id);
        }

        var most = Math.Clamp(limit ?? 50, 1, 200);
        var turns = await workflows.ReadHistory(id, Math.Max(after ?? 0, 0), most + 1, http.RequestAborted);
        return ApiJson.Answer(new
        {
            instance.Generation,
            Turns = turns.Take(most).Select(turn => new { turn.Turn, Events = JsonDocument.Parse(turn.Events).RootElement }),
            Next = turns.Count > most ? turns[most - 1].Turn : (int?)null,
        });
    }

    private static async Task<IResult> Operate(
        HttpContext http, Func<string, string, Caller, CancellationToken, Task<OperationOutcome>> operation, string id)
    {
        var body = await http.ReadBody();
        var reason = body.Read<ReasonBody>().Reason?.Trim();
        var caller = http.Caller(body);
        return string.IsNullOrEmpty(reason) ? NoReason()
            : await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again ? again
            : await operation(id, reason, caller, http.RequestAborted) switch
            {
                OperationOutcome.Done => Results.NoContent(),
                OperationOutcome.Unknown => Unknown(id),
                OperationOutcome.ChildRuns => Problems.ChildRuns(id),
                _ => Problems.NotInState(id),
            };
    }

    private static async Task<IResult> Raise(string id, HttpContext http, WorkflowOperations operations)
    {
        var sent = await http.ReadBody();
        var body = sent.Read<RaiseBody>();
        var caller = http.Caller(sent);
        return body.Reason?.Trim() is not { Length: > 0 } reason ? NoReason()
            : body.Event?.Trim() is not { Length: > 0 } name ? Problems.BadBody("Say which 'event' to raise, for example \"doorbell\".")
            : await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again ? again
            : await operations.Raise(id, name, body.Payload, body.EventId, reason, caller, http.RequestAborted) switch
            {
                RaiseOutcome.Accepted => Results.NoContent(),
                RaiseOutcome.Unknown => Unknown(id),
                _ => Problems.NotInState(id),
            };
    }

    private static async Task<IResult> Purge(HttpContext http, IWorkflowClient workflows, WorkflowOperations operations)
    {
        var sent = await http.ReadBody();
        var body = sent.Read<PurgeBody>();
        var caller = http.Caller(sent);
        var query = body.ToQuery();
        return query == new WorkflowQuery()
            ? Problems.BadBody("Say what to purge, for example \"state\": \"completed\" with \"updated_before\"; purging everything is not offered.")
            : body.DryRun is true ? ApiJson.Answer(new { Purged = 0, WouldPurge = await workflows.CountPurgeable(query, http.RequestAborted) })
            : body.Reason?.Trim() is not { Length: > 0 } reason ? NoReason()
            : await http.Repeated(caller, before => Task.FromResult(Purged(before.Number))) is { } again ? again
            : Purged((await operations.Purge(query, reason, caller, http.RequestAborted)).ToString(CultureInfo.InvariantCulture));

        static IResult Purged(string count) => ApiJson.Answer(new { Purged = int.Parse(count, CultureInfo.InvariantCulture) });
    }

    private static IResult NoReason() => Problems.BadBody("Say a 'reason'; it goes into the system log.");

    private static IResult Unknown(string id) => Problems.NotFound($"Orchestration '{id}'");

    /// <param name="isUnattended">True if its change gets no reminders and no deadlines any more; null: not looked at.</param>
    private static object Body(WorkflowInstance instance, bool? isUnattended = null) => new
    {
        instance.InstanceId,
        instance.Kind,
        instance.State,
        instance.Created,
        instance.Updated,
        instance.Completed,
        Status = instance.CustomStatus is { } status ? JsonDocument.Parse(status).RootElement : (JsonElement?)null,
        Output = instance.Output is { } output ? JsonDocument.Parse(output).RootElement : (JsonElement?)null,
        instance.Generation,
        instance.ErrorGroup,
        instance.ErrorType,
        instance.ErrorMessage,
        IsUnattended = isUnattended,
    };
}
