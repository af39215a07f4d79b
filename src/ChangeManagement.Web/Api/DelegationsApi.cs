using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>Standing delegations (A6): declared, listed, ended early.</summary>
internal static class DelegationsApi
{
    /// <summary>Maps <c>/api/v1/delegations</c>.</summary>
    public static void MapDelegations(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/v1/delegations").RequireScope(Scopes.Read);
        all.MapGet("/", async (HttpContext http, DelegationDesk desk) => ApiJson.Answer(new { Delegations = await desk.List(http) }));
        all.MapPost("/", Declare);
        all.MapPost("/{id}/end", End);
    }

    private static async Task<IResult> Declare(HttpContext http, DelegationDesk desk)
    {
        var sent = await http.ReadBody();
        var body = sent.Read<DelegationBody>();
        var caller = http.Caller(sent);
        if (await http.Repeated(caller, before => Declared(before.Number)) is { } again)
        {
            return again;
        }

        var delegation = desk.Read(body.From, body.To, body.Policy, body.Reason, body.Starts, body.Ends, caller.Actor);
        return DelegationDesk.MayChange(delegation.From, http)
            ? await Declared(await desk.Declare(delegation, caller, http.RequestAborted))
            : Problems.MissingScope();
    }

    private static async Task<IResult> End(string id, HttpContext http, DelegationDesk desk)
    {
        var sent = await http.ReadBody();
        sent.Read<EmptyBody>();
        var caller = http.Caller(sent);
        if (await http.Repeated(caller, _ => Task.FromResult(Results.NoContent())) is { } again)
        {
            return again;
        }

        if (await desk.Find(id, http.RequestAborted) is not { } delegation)
        {
            return Problems.NotFound($"A delegation '{id}' that is not over");
        }

        if (!DelegationDesk.MayChange(delegation.From, http))
        {
            return Problems.MissingScope();
        }

        await desk.End(delegation, caller, http.RequestAborted);
        return Results.NoContent();
    }

    private static Task<IResult> Declared(string id) => Task.FromResult(ApiJson.Answer(new { Id = id }, StatusCodes.Status201Created));
}
