using System.Text.Json;
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
        all.MapGet("/unfinished", (Unfinished unfinished) => ApiJson.Answer(new { Unfinished = unfinished.All }));
        all.MapGet("/{id}", async (string id, HttpContext http, IWorkflowClient workflows) =>
            await workflows.Find(id, http.RequestAborted) is { } instance ? ApiJson.Answer(Body(instance)) : Problems.NotFound($"Orchestration '{id}'"));
        all.MapPost("/{id}/suspend", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Suspend, id));
        all.MapPost("/{id}/resume", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Resume, id));
        all.MapPost("/{id}/terminate", (string id, HttpContext http, WorkflowOperations operations) => Operate(http, operations.Terminate, id));
    }

    private static async Task<IResult> OfChange(string number, HttpContext http, ChangeDesk desk, IWorkflowClient workflows)
    {
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var instance = await workflows.Find(change.WorkflowId, http.RequestAborted);
        return instance is null
            ? ApiJson.Answer(new { InstanceId = change.WorkflowId, State = change.State.IsEnded ? "never_needed" : "not_started" })
            : ApiJson.Answer(Body(instance, isUnattended: !change.State.IsEnded && !instance.IsAttending));
    }

    private static async Task<IResult> List(HttpContext http, IWorkflowClient workflows, string? state, string? kind, string? after, int? limit)
    {
        var page = await workflows.Query(
            new WorkflowQuery(Words.WorkflowState(state), kind, Limit: Math.Clamp(limit ?? 50, 1, 200), After: after), http.RequestAborted);
        return ApiJson.Answer(new { Orchestrations = page.Instances.Select(instance => Body(instance)), page.Next });
    }

    private static async Task<IResult> Operate(
        HttpContext http, Func<string, string, Caller, CancellationToken, Task<bool>> operation, string id)
    {
        var body = await http.ReadBody();
        var reason = body.Read<ReasonBody>().Reason?.Trim();
        var caller = http.Caller(body);
        return string.IsNullOrEmpty(reason) ? Problems.BadBody("Say a 'reason'; it goes into the system log.")
            : await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again ? again
            : await operation(id, reason, caller, http.RequestAborted) ? Results.NoContent()
            : Problems.NotFound($"An orchestration '{id}' that is in a state for this");
    }

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
        instance.ErrorType,
        instance.ErrorMessage,
        IsUnattended = isUnattended,
    };
}
