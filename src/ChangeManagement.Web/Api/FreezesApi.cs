using ChangeManagement.Calendars;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>Freezes that people declare (004 §12, 003 §9.2): declared, listed, ended early.</summary>
internal static class FreezesApi
{
    /// <summary>Maps <c>/api/v1/freezes</c>.</summary>
    public static void MapFreezes(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/v1/freezes").RequireScope(Scopes.Read);
        all.MapGet("/", async (HttpContext http, FreezeDesk desk) => ApiJson.Answer(new { Freezes = await desk.List(http.RequestAborted) }));
        all.MapPost("/", Declare);
        all.MapPost("/{id}/end", End);
    }

    private static async Task<IResult> Declare(HttpContext http, FreezeDesk desk, Freezes freezes)
    {
        var sent = await http.ReadBody();
        var body = sent.Read<FreezeBody>();
        var caller = http.Caller(sent);
        if (await http.Repeated(caller, before => Declared(before.Number)) is { } again)
        {
            return again;
        }

        var freeze = desk.Read(body.Policy, body.Occasion, body.Reason, body.From, body.To, caller.Actor);
        return desk.PoliciesOf(http).Any(policy => policy.Id == freeze.Policy)
            ? await Declared(await freezes.Declare(freeze, caller, http.RequestAborted))
            : Problems.MissingScope();
    }

    private static async Task<IResult> End(string id, HttpContext http, FreezeDesk desk, Freezes freezes, TimeProvider time)
    {
        var sent = await http.ReadBody();
        var reason = sent.Read<ReasonBody>().Reason?.Trim();
        var caller = http.Caller(sent);
        if (string.IsNullOrEmpty(reason))
        {
            return Problems.BadBody("Say a 'reason'; it goes into the system log.");
        }

        if (await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again)
        {
            return again;
        }

        if (await freezes.Find(id, http.RequestAborted) is not { } freeze || freeze.To <= time.GetUtcNow())
        {
            return Problems.NotFound($"A freeze '{id}' that is not over");
        }

        if (desk.PoliciesOf(http).All(policy => policy.Id != freeze.Policy))
        {
            return Problems.MissingScope();
        }

        await freezes.End(freeze, reason, caller, time.GetUtcNow(), http.RequestAborted);
        return Results.NoContent();
    }

    private static Task<IResult> Declared(string id) => Task.FromResult(ApiJson.Answer(new { Id = id }, StatusCodes.Status201Created));
}
