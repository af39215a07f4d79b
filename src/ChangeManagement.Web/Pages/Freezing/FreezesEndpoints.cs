using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Freezing;

/// <summary>The freezes that are declared, and the forms of those who may declare and end them.</summary>
internal static class FreezesEndpoints
{
    /// <summary>Maps <c>/freezes</c>.</summary>
    public static void MapFreezePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/freezes", (HttpContext http, FreezeDesk desk) => Show(http, desk)).RequireAuthorization(Scopes.Read);
        routes.MapPost("/freezes/of/{policy}", Declare).RequireAuthorization(Scopes.Read).TakesForm();
        routes.MapPost("/freezes/{id}/end", End).RequireAuthorization(Scopes.Read).TakesForm();
    }

    private static async Task<IResult> Declare(string policy, HttpContext http, FreezeDesk desk, Freezes freezes)
    {
        var form = await http.ReadForm();
        if (desk.PoliciesOf(http).All(mine => mine.Id != policy))
        {
            return StatusPages.Forbidden();
        }

        try
        {
            var caller = form.Caller(http);
            var freeze = desk.Read(policy, form.Text("occasion"), form.Text("reason"), form.Instant("from"), form.Instant("to"), caller.Actor);
            await freezes.Declare(freeze, caller, http.RequestAborted);
            return PageResults.SeeOther("/freezes");
        }
        catch (BadBodyException bad)
        {
            return await Show(http, desk, form, bad.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> End(string id, HttpContext http, FreezeDesk desk, Freezes freezes, TimeProvider time)
    {
        var form = await http.ReadForm();
        if (await freezes.Find(id, http.RequestAborted) is not { } freeze)
        {
            return PageResults.SeeOther("/freezes");
        }

        if (desk.PoliciesOf(http).All(mine => mine.Id != freeze.Policy))
        {
            return StatusPages.Forbidden();
        }

        try
        {
            var reason = form.TextOrNull("reason") ?? throw new BadBodyException("Say why the freeze ends early.");
            await freezes.End(freeze, reason, form.Caller(http), time.GetUtcNow(), http.RequestAborted);
            return PageResults.SeeOther("/freezes");
        }
        catch (BadBodyException bad)
        {
            return await Show(http, desk, form, bad.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Show(
        HttpContext http, FreezeDesk desk, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<FreezesPage>(
            new { Declared = await desk.List(http.RequestAborted), Mine = desk.PoliciesOf(http).ToList(), Refused = refused, Message = message }, status);
}
