using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
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

    private static async Task<IResult> Issue(HttpContext http, Tokens tokens, RulebookShelf shelf, Admission admission)
    {
        var sent = await http.ReadBody();
        var caller = http.Caller(sent);
        var body = sent.Read<TokenBody>();
        if (await Repeated(http, caller, tokens) is { } again)
        {
            return again;
        }

        if (string.IsNullOrWhiteSpace(body.Name) || (body.Person is null) == (body.System is null))
        {
            return Problems.BadBody("Send a 'name', and either the 'person' or the 'system' that the token belongs to.");
        }

        if (body.System is { } system && shelf.Current.Systems.Find(system) is null)
        {
            return Problems.BadBody($"'{system}' is not in the systems file; enter it there with its owner.");
        }

        if (body.Person is { } person && shelf.Current.Directory.Find(person) is null)
        {
            return Problems.BadBody($"'{person}' is not in the directory.");
        }

        if (body.Policy is { } policy && !shelf.Current.Policies.ContainsKey(policy))
        {
            return Problems.BadBody($"No policy '{policy}' is in force; use one of: {string.Join(", ", shelf.Current.Policies.Keys)}.");
        }

        if (body.Scopes is not { IsEmpty: false } scopes || scopes.Except(Scopes.All).Any())
        {
            return Problems.BadBody($"'scopes' takes one or more of: {string.Join(", ", Scopes.All)}.");
        }

        var owner = body.Person is not null ? Actor.Person(body.Person) : Actor.System(body.System!);
        if (scopes.Contains(Scopes.Admin) && !admission.IsAdministrator(owner))
        {
            return Problems.BadBody($"The scope '{Scopes.Admin}' is for persons who hold the role '{Roles.Administrator}'; leave it out, or give the role first.");
        }

        var request = new TokenRequest(body.Name.Trim(), owner, scopes, body.Policy, body.Expires);
        return await tokens.Issue(request, caller, http.RequestAborted) is { } issued
            ? Issued(issued)
            : (await Repeated(http, caller, tokens))!;
    }

    private static Task<IResult?> Repeated(HttpContext http, Caller caller, Tokens tokens) => http.Repeated(caller, async before =>
        await tokens.FindIssued(before.Number, caller, http.RequestAborted) is { } issued ? Issued(issued) : Problems.TokenGone(before.Number));

    private static IResult Issued(IssuedToken issued) => ApiJson.Answer(
        new { issued.Token.Id, Token = issued.Secret, issued.Token.Owner, issued.Token.Scopes }, StatusCodes.Status201Created);
}
