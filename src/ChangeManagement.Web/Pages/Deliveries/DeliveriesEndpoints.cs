using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications.Delivering;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Deliveries;

/// <summary>The deliveries of messages, for administrators.</summary>
internal static class DeliveriesEndpoints
{
    /// <summary>Maps <c>/deliveries</c>, what did not reach somebody, and <c>/deliveries/{number}</c>, those of a change.</summary>
    public static void MapDeliveryPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/deliveries", (HttpContext http, DeliveryDesk desk) => Show(http, desk, number: null)).RequireAuthorization(Scopes.Admin);
        routes.MapGet("/deliveries/{number}", (string number, HttpContext http, DeliveryDesk desk) => Show(http, desk, number)).RequireAuthorization(Scopes.Admin);
        routes.MapPost("/deliveries/{partition}/{key}/{person}/retry", Retry).RequireAuthorization(Scopes.Admin).TakesForm();
    }

    private static async Task<IResult> Show(
        HttpContext http, DeliveryDesk desk, string? number, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK)
    {
        if (number is not null && !ChangeIndex.IsNumber(number))
        {
            return StatusPages.NotFound($"The change '{Shown.Line(number)}'");
        }

        var found = await (number is null ? desk.Failed(http.RequestAborted) : desk.Of(number, http.RequestAborted));
        return PageResults.Show<DeliveriesPage>(new { Number = number, Found = found, Refused = refused, Message = message }, status);
    }

    private static async Task<IResult> Retry(string partition, string key, string person, HttpContext http, DeliveryDesk desk)
    {
        var form = await http.ReadForm();
        var number = ChangeIndex.IsNumber(partition) ? partition : null;
        if (form.TextOrNull("reason") is not { } reason)
        {
            return await Show(http, desk, number, form, "Say why; it goes into the system log.", StatusCodes.Status400BadRequest);
        }

        var done = PageResults.SeeOther(number is null ? "/deliveries" : $"/deliveries/{number}");
        var caller = form.Caller(http);
        return await http.Repeated(caller, _ => Task.FromResult(done)) is { } again ? again
            : await desk.TryAgain(partition, key, person, reason, caller, http.RequestAborted) ? done
            : StatusPages.NotFound("That delivery");
    }
}
