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

    /// <summary>Maps <c>/orchestrations</c> and below.</summary>
    public static void MapOrchestrations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orchestrations", List).RequireAuthorization(Scopes.Admin);
        routes.MapGet("/orchestrations/{id}", async (string id, HttpContext http, IWorkflowClient workflows) =>
            await workflows.Find(id, http.RequestAborted) is { } instance ? Show(instance) : Unknown(id)).RequireAuthorization(Scopes.Admin);
        routes.MapPost("/orchestrations/{id}/{operation}", Operate).RequireAuthorization(Scopes.Admin).TakesForm();
    }

    private static async Task<IResult> List(HttpContext http, IWorkflowClient workflows, string? state, string? after)
    {
        // The filter of "any state" sends an empty one.
        var wanted = Words.WorkflowState(state is { Length: > 0 } ? state : null);
        var page = await workflows.Query(new WorkflowQuery(wanted, Limit: PerPage, After: after), http.RequestAborted);
        return PageResults.Show<OrchestrationsPage>(new { State = wanted, Found = page });
    }

    private static async Task<IResult> Operate(
        string id, string operation, HttpContext http, IWorkflowClient workflows, WorkflowOperations operations)
    {
        Func<string, string, Caller, CancellationToken, Task<bool>>? run = operation switch
        {
            "suspend" => operations.Suspend,
            "resume" => operations.Resume,
            "terminate" => operations.Terminate,
            _ => null,
        };
        if (run is null || await workflows.Find(id, http.RequestAborted) is not { } instance)
        {
            return Unknown(id);
        }

        var form = await http.ReadForm();
        return form.TextOrNull("reason") is not { } reason
            ? Show(instance, form, "Say why; it goes into the system log.", StatusCodes.Status400BadRequest)
            : await run(id, reason, new Caller(http.User.Actor(), http.TraceIdentifier), http.RequestAborted)
                ? PageResults.SeeOther($"/orchestrations/{Uri.EscapeDataString(id)}")
                : Show(
                    await workflows.Find(id, http.RequestAborted) ?? instance, form,
                    $"It is not in a state in which you can {operation} it; somebody may have been faster.", StatusCodes.Status409Conflict);
    }

    private static IResult Show(WorkflowInstance instance, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<OrchestrationPage>(new { Instance = instance, Refused = refused, Message = message }, status);

    private static IResult Unknown(string id) => StatusPages.NotFound($"The orchestration '{Shown.Line(id)}'");
}
