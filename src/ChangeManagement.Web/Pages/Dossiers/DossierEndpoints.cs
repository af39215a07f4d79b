using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>The page of one change and the forms on it.</summary>
internal static class DossierEndpoints
{
    private const string ChangedSince = "The change has changed since you opened this page. Read what it says now, then send the form again.";

    /// <summary>Maps <c>/changes/{number}</c> and below.</summary>
    public static void MapDossiers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/changes/{number}", async (string number, HttpContext http) =>
            await Dossier.Load(number, http) is { } dossier ? Show(dossier) : Unknown(number)).RequireAuthorization(Scopes.Read);
        // What each form needs beyond that is in CommandScopes.
        routes.MapPost("/changes/{number}/{task}", Do).RequireAuthorization(Scopes.Read).TakesForm();
        routes.MapPost("/changes/{number}/requirements/{kind}/{name}", Answer).RequireAuthorization(Scopes.Read).TakesForm();
        routes.MapPost("/changes/{number}/questions/{question:int}", AnswerQuestion).RequireAuthorization(Scopes.Read).TakesForm();
        // Reloading the page after a refusal asks for the address of the form.
        routes.MapGet("/changes/{number}/{task}", (string number) => Results.Redirect(Path(number))).RequireAuthorization(Scopes.Read);
        routes.MapGet("/changes/{number}/questions/{question:int}", (string number) => Results.Redirect(Path(number))).RequireAuthorization(Scopes.Read);
        routes.MapGet("/changes/{number}/requirements/{kind}/{name}", (string number) => Results.Redirect(Path(number))).RequireAuthorization(Scopes.Read);
    }

    private static async Task<IResult> Do(string number, string task, HttpContext http, ChangeDesk desk, ChangeStatistics statistics, TimeProvider time)
    {
        if (await Dossier.Load(number, http) is not { } dossier)
        {
            return Unknown(number);
        }

        var form = await http.ReadForm();
        var average = await statistics.AverageImplementationTime(dossier.Policy.Id, http.RequestAborted);
        return await Handle(() => TaskReader.Read(task, form, dossier, average), dossier, form, http, desk, time);
    }

    private static async Task<IResult> Answer(string number, RequirementKind kind, string name, HttpContext http, ChangeDesk desk, TimeProvider time)
    {
        var dossier = await Dossier.Load(number, http);
        if (dossier?.Change.Requirements.FirstOrDefault(requirement => requirement.Kind == kind && requirement.Name == name) is not { } requirement)
        {
            return Unknown(number);
        }

        var form = await http.ReadForm();
        return await Handle(() => TaskReader.ReadAnswer(requirement, form, dossier.Circumstances), dossier, form, http, desk, time);
    }

    private static async Task<IResult> AnswerQuestion(string number, int question, HttpContext http, ChangeDesk desk, TimeProvider time)
    {
        if (await Dossier.Load(number, http) is not { } dossier)
        {
            return Unknown(number);
        }

        var form = await http.ReadForm();
        return await Handle(() => new AnswerQuestion(question, form.Text("answer")), dossier, form, http, desk, time);
    }

    private static async Task<IResult> Handle(
        Func<ChangeCommand?> read, Dossier dossier, PostedForm form, HttpContext http, ChangeDesk desk, TimeProvider time)
    {
        ChangeCommand? command;
        try
        {
            command = read();
        }
        catch (BadBodyException bad)
        {
            return Show(dossier, form, bad.Message, StatusCodes.Status400BadRequest);
        }

        if (command is null)
        {
            return StatusPages.NotFound($"'{form.Path}'");
        }

        if (!http.User.Allows(CommandScopes.Of(command)))
        {
            return StatusPages.Forbidden();
        }

        var caller = form.Caller(http);
        if (command is Amend)
        {
            if (form.SeenVersion is not { } seen)
            {
                return Show(dossier, form, ChangedSince, StatusCodes.Status400BadRequest);
            }

            caller = caller with { ExpectedVersion = seen };
        }

        return await desk.Handle(dossier.Change.Number, command, caller, time.GetUtcNow(), http.RequestAborted) switch
        {
            Handled.Done => PageResults.SeeOther(dossier.Path),
            Handled.Refused(var refusal, _) => Show(await Dossier.Load(dossier.Change.Number, http) ?? dossier, form, refusal.Message, Refusals.StatusOf(refusal)),
            Handled.KeyReused => Show(dossier, form, Refusals.SentBefore, StatusCodes.Status409Conflict),
            Handled.Stale => Show(await Dossier.Load(dossier.Change.Number, http) ?? dossier, form, ChangedSince, StatusCodes.Status409Conflict),
            Handled.NotFound(var number) => Unknown(number),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static IResult Show(Dossier dossier, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<DossierPage>(new { Dossier = dossier, Refused = refused, Message = message }, status);

    private static IResult Unknown(string number) => StatusPages.NotFound($"Change '{Shown.Line(number)}'");

    private static string Path(string number) => $"/changes/{Uri.EscapeDataString(number)}";
}
