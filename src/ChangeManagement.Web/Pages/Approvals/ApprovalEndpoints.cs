using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>
/// The page behind an approval link, and the same for a person who is signed in. Looking changes nothing, so scanners and previews of links
/// are harmless; a decision is a form that needs a choice.
/// </summary>
internal static class ApprovalEndpoints
{
    private const int MostAttempts = 5;
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/approvals/{token}</c> and <c>/changes/{number}/approval</c>.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        // The link is the credential: whoever holds it is its person (A2).
        routes.MapMethods("/approvals/{token}", Looking, (string token, HttpContext http) => Look(() => CaseReader.OfLink(token, http)))
            .AllowAnonymous().Limited(RateLimits.Links);
        routes.MapPost("/approvals/{token}", (string token, HttpContext http, ChangeDesk desk, TimeProvider time) =>
            Decide(() => CaseReader.OfLink(token, http), http, desk, time)).AllowAnonymous().TakesForm().Limited(RateLimits.Links);

        routes.MapGet("/changes/{number}/approval", (string number, HttpContext http) => Look(() => CaseReader.OfVisitor(number, http)))
            .RequireAuthorization(Scopes.Read);
        routes.MapPost("/changes/{number}/approval", (string number, HttpContext http, ChangeDesk desk, TimeProvider time) =>
            Decide(() => CaseReader.OfVisitor(number, http), http, desk, time)).RequireAuthorization(Scopes.Approve).TakesForm();
    }

    private static async Task<IResult> Look(Func<Task<ApprovalCase?>> find) => await find() is { } found ? Show(found) : Unknown();

    private static async Task<IResult> Decide(Func<Task<ApprovalCase?>> find, HttpContext http, ChangeDesk desk, TimeProvider time)
    {
        var form = await http.ReadForm();
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await find() is not { } found)
            {
                return Unknown();
            }

            if (found.Standing is not Standing.Open open)
            {
                return Show(found, status: StatusCodes.Status409Conflict);
            }

            Approve command;
            try
            {
                command = Read(form, open);
            }
            catch (BadBodyException bad)
            {
                return Show(found, form, bad.Message, StatusCodes.Status400BadRequest);
            }

            // The version ties the answer to the stage that was just looked at, so that an old link never answers a later stage.
            var caller = form.Caller(http, Actor.Person(found.Person.Id)) with { ExpectedVersion = found.Change.Version };
            switch (await desk.Handle(found.Change.Number, command, caller, time.GetUtcNow(), http.RequestAborted))
            {
                case Handled.Done: return PageResults.SeeOther(found.Path);
                case Handled.Refused(var refusal, _): return Show(await find() ?? found, form, refusal.Message, Refusals.StatusOf(refusal));
                case Handled.KeyReused: return Show(found, form, Refusals.SentBefore, StatusCodes.Status409Conflict);
                case Handled.Stale: continue;
                default: return Unknown();
            }
        }

        throw new StoreUnavailableException("The change is being changed by many at once; try again.");
    }

    private static Approve Read(PostedForm form, Standing.Open open)
    {
        ImmutableArray<string> conditions =
            [.. form.Text("conditions").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var (approves, takesConditions) = form.Text("choice") switch
        {
            ApprovalForm.Approve => (true, false),
            ApprovalForm.ApproveOnConditions => (true, true),
            ApprovalForm.Reject => (false, false),
            _ => throw new BadBodyException("Choose whether you approve or reject."),
        };
        return takesConditions && conditions.IsEmpty ? throw new BadBodyException("Write your conditions, one per line, or approve without.")
            : !takesConditions && !conditions.IsEmpty ? throw new BadBodyException("You wrote conditions: choose \"Approve on conditions\", or remove them.")
            : new Approve(
                approves, form.Text("comments"), Words.Conditions(conditions), Words.Gate(form.TextOrNull("conditions_before")), open.Seat.Role,
                form.TextOrNull("content"));
    }

    private static IResult Show(ApprovalCase found, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<ApprovalPage>(new { Case = found, Refused = refused, Message = message }, status);

    private static IResult Unknown() => PageResults.Show<UnknownApproval>(new { }, StatusCodes.Status404NotFound);
}
