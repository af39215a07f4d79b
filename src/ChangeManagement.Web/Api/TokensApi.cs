using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>Tokens of persons and systems, for administrators.</summary>
internal static class TokensApi
{
    /// <summary>Maps <c>/api/v1/tokens</c>.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/v1/tokens").RequireScope(Scopes.Admin);
        tokens.MapGet("/", async (HttpContext http, Tokens all) =>
            ApiJson.Answer(new { Tokens = await all.List(http.RequestAborted) }));
        tokens.MapPost("/", Issue);
        tokens.MapDelete("/{id}", async (string id, HttpContext http, Tokens all) =>
            await all.Revoke(id, http.User.Actor(), http.RequestAborted) ? Results.NoContent() : Problems.NotFound($"Token '{id}'"));
    }

    private static async Task<IResult> Issue(HttpContext http, TokenDesk desk)
    {
        var sent = await http.ReadBody();
        return await desk.Issue(sent.Read<TokenBody>(), http.Caller(sent), http.RequestAborted) switch
        {
            Issuance.Issued(var (token, secret)) => ApiJson.Answer(
                new { token.Id, Token = secret, token.Owner, token.Scopes }, StatusCodes.Status201Created),
            Issuance.Gone(var id) => Problems.TokenGone(id),
            Issuance.KeyReused(var key) => Problems.KeyReused(key),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
