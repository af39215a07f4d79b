using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications.Delivering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>The deliveries of messages, for administrators: who was told of what, by which channel, with every attempt.</summary>
internal static class DeliveriesApi
{
    /// <summary>Maps <c>/api/v1/deliveries</c>: those of <c>?change=</c>, or without it those that did not reach somebody.</summary>
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/v1/deliveries").RequireScope(Scopes.Admin);
        all.MapGet("/", List);
        all.MapPost("/{partition}/{key}/{person}/retry", Retry);
    }

    private static async Task<IResult> List(HttpContext http, DeliveryDesk desk, string? change)
    {
        if (change is not null && !ChangeIndex.IsNumber(change))
        {
            return Problems.NotFound($"Change '{change}'");
        }

        var found = await (change is null ? desk.Failed(http.RequestAborted) : desk.Of(change, http.RequestAborted));
        return ApiJson.Answer(new { Deliveries = found.Select(Body) });
    }

    private static async Task<IResult> Retry(string partition, string key, string person, HttpContext http, DeliveryDesk desk)
    {
        var body = await http.ReadBody();
        var reason = body.Read<ReasonBody>().Reason?.Trim();
        var caller = http.Caller(body);
        return string.IsNullOrEmpty(reason) ? Problems.BadBody("Say a 'reason'; it goes into the system log.")
            : await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again ? again
            : await desk.TryAgain(partition, key, person, reason, caller, http.RequestAborted) ? Results.NoContent()
            : Problems.NotFound($"A delivery '{key}' of '{partition}' to '{person}'");
    }

    private static object Body(StoredDelivery stored) => new
    {
        stored.Partition,
        stored.Delivery.Key,
        stored.Delivery.Cause,
        stored.Delivery.At,
        Recipients = stored.Delivery.Recipients.Select(recipient => new { recipient.Person, recipient.State, recipient.NextAttempt, recipient.Attempts }),
    };
}
