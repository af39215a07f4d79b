using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>
/// The page behind an approval link, and the same for a person who is signed in. Looking changes nothing, so scanners and previews of links
/// are harmless; an answer is a form that needs a choice and, unless its person is signed in, the code that only the message shows.
/// </summary>
internal static class ApprovalEndpoints
{
    private const int MostAttempts = 5;
    private const string SentOften =
        "No new one was sent: you got several today. Look into your mailbox and its spam folder, or sign in: then no code is needed.";
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/approvals/{token}</c> and <c>/changes/{number}/approval</c>.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/approvals/{token}", Looking, (string token, HttpContext http) => Look(() => CaseReader.OfLink(token, http)))
            .AllowAnonymous().Limited(RateLimits.Links);
        routes.MapPost("/approvals/{token}", (string token, HttpContext http) => Answer(() => CaseReader.OfLink(token, http), http))
            .AllowAnonymous().TakesForm().Limited(RateLimits.Links);
        routes.MapPost("/approvals/{token}/undo", (string token, HttpContext http) => Undo(() => CaseReader.OfLink(token, http), http))
            .AllowAnonymous().TakesForm().Limited(RateLimits.Links);
        routes.MapPost("/approvals/{token}/message", (string token, HttpContext http) => SendAgain(() => CaseReader.OfLink(token, http), http))
            .AllowAnonymous().TakesForm().Limited(RateLimits.Links);
        // Reloading the page after a refusal asks for the address of the form.
        routes.MapMethods("/approvals/{token}/{form:regex(^(undo|message)$)}", Looking, (string token) => Results.Redirect($"/approvals/{Uri.EscapeDataString(token)}"))
            .AllowAnonymous().Limited(RateLimits.Links);

        routes.MapGet("/changes/{number}/approval", (string number, HttpContext http) => Look(() => CaseReader.OfVisitor(number, http)))
            .RequireAuthorization(Scopes.Read);
        routes.MapPost("/changes/{number}/approval", (string number, HttpContext http) => Answer(() => CaseReader.OfVisitor(number, http), http))
            .RequireAuthorization(Scopes.Approve).TakesForm();
        routes.MapPost("/changes/{number}/approval/undo", (string number, HttpContext http) => Undo(() => CaseReader.OfVisitor(number, http), http))
            .RequireAuthorization(Scopes.Approve).TakesForm();
        routes.MapGet("/changes/{number}/approval/undo", (string number) => Results.Redirect($"/changes/{Uri.EscapeDataString(number)}/approval"))
            .RequireAuthorization(Scopes.Read);
    }

    private static async Task<IResult> Look(Func<Task<ApprovalCase?>> find) => await find() is { } found ? Show(found) : Unknown();

    private static async Task<IResult> Answer(Func<Task<ApprovalCase?>> find, HttpContext http)
    {
        var form = await http.ReadForm();
        return await Handle(find, found => Read(found, form), form, http);
    }

    private static async Task<IResult> Undo(Func<Task<ApprovalCase?>> find, HttpContext http)
    {
        var form = await http.ReadForm();
        return await Handle(
            find,
            found => found.Standing is Standing.DecidedByMe(var stage, _)
                ? (new Retract(stage.Definition.Name), null)
                : (null, Show(found, status: StatusCodes.Status409Conflict)),
            form, http);
    }

    /// <summary>Reads a command off what the person sees, and has it decided upon as long as others are quicker.</summary>
    /// <param name="read">Gives the command, or the page that says why there is none.</param>
    private static async Task<IResult> Handle(
        Func<Task<ApprovalCase?>> find, Func<ApprovalCase, (ChangeCommand?, IResult?)> read, PostedForm form, HttpContext http)
    {
        var desk = http.RequestServices.GetRequiredService<ChangeDesk>();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var isProven = false;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await find() is not { } found)
            {
                return Unknown();
            }

            var (command, refused) = read(found);
            if (command is null)
            {
                return refused!;
            }

            if (!isProven && await Proofs.Objection(found, form, http) is { } objection)
            {
                return Show(await find() ?? found, form, objection, StatusCodes.Status403Forbidden);
            }

            isProven = true;
            // The version ties the answer to the stage that was just looked at, so that an old link never answers a later stage.
            var caller = form.Caller(http, Actor.Person(found.Person.Id)) with { ExpectedVersion = found.Change.Version };
            switch (await desk.Handle(found.Change.Number, command, caller, time.GetUtcNow(), http.RequestAborted))
            {
                case Handled.Done(var change, _):
                    AnsweredHere.Remember(found, change, http);
                    return PageResults.SeeOther(found.Path);
                case Handled.Refused(var refusal, _): return Show(await find() ?? found, form, refusal.Message, Refusals.StatusOf(refusal));
                case Handled.KeyReused: return Show(found, form, Refusals.SentBefore, StatusCodes.Status409Conflict);
                case Handled.Stale: continue;
                default: return Unknown();
            }
        }

        throw new StoreUnavailableException("The change is being changed by many at once; try again.");
    }

    private static (ChangeCommand?, IResult?) Read(ApprovalCase found, PostedForm form)
    {
        if (found.Standing is not Standing.Open open)
        {
            return (null, Show(found, status: StatusCodes.Status409Conflict));
        }

        try
        {
            return (AnswerReader.Read(form, open), null);
        }
        catch (BadBodyException bad)
        {
            return (null, Show(found, form, bad.Message, StatusCodes.Status400BadRequest));
        }
    }

    /// <summary>Sends the message of a link that takes no codes any more once more, to the address of its person and nowhere else.</summary>
    private static async Task<IResult> SendAgain(Func<Task<ApprovalCase?>> find, HttpContext http)
    {
        if (await find() is not { } found)
        {
            return Unknown();
        }

        if (found is not { Proof: Proof.NewMessage, Token: { } token, Standing: Standing.Open open })
        {
            return PageResults.SeeOther(found.Path);
        }

        if (!await http.RequestServices.GetRequiredService<ApprovalCodes>().Renew(token, http.RequestAborted))
        {
            return Show(found, refused: null, SentOften, StatusCodes.Status429TooManyRequests);
        }

        await http.RequestServices.GetRequiredService<RequestsAgain>().Send(token, found.Change, open.Stage, found.Person, http.RequestAborted);
        return PageResults.Show<ApprovalPage>(new { Case = found with { Proof = Proof.Code }, IsSentAgain = true });
    }

    private static IResult Show(ApprovalCase found, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<ApprovalPage>(new { Case = found, Refused = refused, Message = message }, status);

    private static IResult Unknown() => PageResults.Show<UnknownApproval>(new { }, StatusCodes.Status404NotFound);
}
