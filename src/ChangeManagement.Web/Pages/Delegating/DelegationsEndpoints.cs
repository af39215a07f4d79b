using ChangeManagement.Policies;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Delegating;

/// <summary>The standing delegations that concern the person who is signed in, and the forms that declare and end them.</summary>
internal static class DelegationsEndpoints
{
    /// <summary>Maps <c>/delegations</c>.</summary>
    public static void MapDelegationPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/delegations", (HttpContext http, DelegationDesk desk, RulebookShelf shelf) => Show(http, desk, shelf)).RequireAuthorization(Scopes.Read);
        routes.MapPost("/delegations", Declare).RequireAuthorization(Scopes.Read).TakesForm();
        routes.MapPost("/delegations/{id}/end", End).RequireAuthorization(Scopes.Read).TakesForm();
    }

    private static async Task<IResult> Declare(HttpContext http, DelegationDesk desk, RulebookShelf shelf)
    {
        var form = await http.ReadForm();
        try
        {
            var caller = form.Caller(http);
            var delegation = desk.Read(
                form.TextOrNull("from"), form.TextOrNull("to"), form.TextOrNull("policy"), form.TextOrNull("reason"), form.Instant("starts"),
                form.Instant("ends"), caller.Actor);
            if (!DelegationDesk.MayChange(delegation.From, http))
            {
                return StatusPages.Forbidden();
            }

            await desk.Declare(delegation, caller, http.RequestAborted);
            return PageResults.SeeOther("/delegations");
        }
        catch (BadBodyException bad)
        {
            return await Show(http, desk, shelf, form, bad.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> End(string id, HttpContext http, DelegationDesk desk)
    {
        var form = await http.ReadForm();
        if (await desk.Find(id, http.RequestAborted) is not { } delegation)
        {
            return PageResults.SeeOther("/delegations");
        }

        if (!DelegationDesk.MayChange(delegation.From, http))
        {
            return StatusPages.Forbidden();
        }

        await desk.End(delegation, form.Caller(http), http.RequestAborted);
        return PageResults.SeeOther("/delegations");
    }

    private static async Task<IResult> Show(
        HttpContext http, DelegationDesk desk, RulebookShelf shelf, PostedForm? refused = null, string? message = null,
        int status = StatusCodes.Status200OK) =>
        PageResults.Show<DelegationsPage>(
            new { Declared = await desk.List(http), Rulebook = shelf.Current, Refused = refused, Message = message }, status);
}
