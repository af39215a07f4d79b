using System.Text.Json;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using ChangeManagement.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Orchestrations;

/// <summary>The orchestrations behind the changes, for administrators.</summary>
internal static class OrchestrationsEndpoints
{
    private const int PerPage = 100;
    private const int TurnsPerPage = 50;

    /// <summary>Maps <c>/orchestrations</c> and below.</summary>
    public static void MapOrchestrations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orchestrations", List).RequireAuthorization(Scopes.Admin);
        routes.MapGet("/orchestrations/{id}", One).RequireAuthorization(Scopes.Admin);
        routes.MapPost("/orchestrations/{id}/raise", Raise).RequireAuthorization(Scopes.Admin).TakesForm();
        routes.MapPost("/orchestrations/purge", Purge).RequireAuthorization(Scopes.Admin).TakesForm();
        routes.MapPost("/orchestrations/{id}/{operation}", Operate).RequireAuthorization(Scopes.Admin).TakesForm();
    }

    private static async Task<IResult> List(
        HttpContext http, IWorkflowClient workflows, Unfinished unfinished, [AsParameters] OrchestrationFilter filter, string? after)
    {
        var query = filter.ToQuery();
        var page = await workflows.Query(query with { Limit = PerPage, After = after }, http.RequestAborted);
        var groups = await workflows.ErrorGroups(http.RequestAborted);
        // Purging everything is not offered, so there is nothing to count either.
        var purgeable = query == new WorkflowQuery() ? 0 : await workflows.CountPurgeable(query, http.RequestAborted);
        var left = await unfinished.Find(http.RequestAborted);
        return PageResults.Show<OrchestrationsPage>(new { Query = query, Found = page, Groups = groups, Unfinished = left, Purgeable = purgeable });
    }

    private static async Task<IResult> One(string id, HttpContext http, IWorkflowClient workflows, int? after) =>
        await workflows.Find(id, http.RequestAborted) is { } instance
            ? await Show(http, workflows, instance, after: Math.Max(after ?? 0, 0))
            : Unknown(id);

    private static async Task<IResult> Operate(
        string id, string operation, HttpContext http, IWorkflowClient workflows, WorkflowOperations operations)
    {
        Func<string, string, Caller, CancellationToken, Task<OperationOutcome>>? run = operation switch
        {
            "suspend" => operations.Suspend,
            "resume" => operations.Resume,
            "terminate" => operations.Terminate,
            "rewind" => operations.Rewind,
            "restart" => operations.Restart,
            "purge" => operations.Purge,
            _ => null,
        };
        if (run is null || await workflows.Find(id, http.RequestAborted) is not { } instance)
        {
            return Unknown(id);
        }

        var form = await http.ReadForm();
        if (form.TextOrNull("reason") is not { } reason)
        {
            return await Show(http, workflows, instance, form, "Say why; it goes into the system log.", StatusCodes.Status400BadRequest);
        }

        var done = PageResults.SeeOther(operation == "purge" ? "/orchestrations" : PathOf(id));
        var caller = form.Caller(http);
        if (await http.Repeated(caller, _ => Task.FromResult(done)) is { } again)
        {
            return again;
        }

        var outcome = await run(id, reason, caller, http.RequestAborted);
        if (outcome == OperationOutcome.Done)
        {
            return done;
        }

        var message = outcome == OperationOutcome.ChildRuns
            ? "One of its children has not ended yet. If it was terminated, try again in a moment; else terminate it first."
            : $"It is not in a state in which you can {operation} it; somebody may have been faster.";
        return await Show(
            http, workflows, await workflows.Find(id, http.RequestAborted) ?? instance, form, message, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Purge(HttpContext http, IWorkflowClient workflows, WorkflowOperations operations)
    {
        var form = await http.ReadForm();
        var filter = new OrchestrationFilter(
            form.Text("state"), form.Text("kind"), form.Text("id_prefix"), form.Text("error_group"), WaitingFor: null,
            form.Text("updated_before"), form.Text("created_before"));
        var query = filter.ToQuery();
        if (query == new WorkflowQuery() || form.TextOrNull("reason") is not { } reason)
        {
            throw new BadBodyException("Choose what to purge with the filter, and say why; it goes into the system log.");
        }

        var done = PageResults.SeeOther("/orchestrations");
        var caller = form.Caller(http);
        if (await http.Repeated(caller, _ => Task.FromResult(done)) is { } again)
        {
            return again;
        }

        await operations.Purge(query, reason, caller, http.RequestAborted);
        return done;
    }

    private static async Task<IResult> Raise(string id, HttpContext http, IWorkflowClient workflows, WorkflowOperations operations)
    {
        if (await workflows.Find(id, http.RequestAborted) is not { } instance)
        {
            return Unknown(id);
        }

        var form = await http.ReadForm();
        if (form.TextOrNull("reason") is not { } reason || form.TextOrNull("event") is not { } name)
        {
            return await Show(http, workflows, instance, form, "Say which event, and why; it goes into the system log.", StatusCodes.Status400BadRequest);
        }

        JsonElement? payload = null;
        try
        {
            payload = form.TextOrNull("payload") is { } text ? JsonElement.Parse(text) : null;
        }
        catch (JsonException)
        {
            return await Show(http, workflows, instance, form, "What it carries must be JSON, such as {\"version\": 3}.", StatusCodes.Status400BadRequest);
        }

        var done = PageResults.SeeOther(PathOf(id));
        var caller = form.Caller(http);
        return await http.Repeated(caller, _ => Task.FromResult(done)) is { } again ? again
            : await operations.Raise(id, name, payload, eventId: null, reason, caller, http.RequestAborted) == RaiseOutcome.Accepted ? done
            : await Show(http, workflows, instance, form, "It has ended and hears nothing any more.", StatusCodes.Status409Conflict);
    }

    private static string PathOf(string id) => $"/orchestrations/{Uri.EscapeDataString(id)}";

    private static async Task<IResult> Show(
        HttpContext http, IWorkflowClient workflows, WorkflowInstance instance, PostedForm? refused = null, string? message = null,
        int status = StatusCodes.Status200OK, int after = 0)
    {
        var turns = await workflows.ReadHistory(instance.InstanceId, after, TurnsPerPage + 1, http.RequestAborted);
        return PageResults.Show<OrchestrationPage>(
            new { Instance = instance, Refused = refused, Message = message, Turns = turns.Take(TurnsPerPage).ToList(), HasMore = turns.Count > TurnsPerPage },
            status);
    }

    private static IResult Unknown(string id) => StatusPages.NotFound($"The orchestration '{Shown.Line(id)}'");
}
