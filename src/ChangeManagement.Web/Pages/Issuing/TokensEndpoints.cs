using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Issuing;

/// <summary>The tokens of persons and systems, and the forms that issue and revoke them, for administrators.</summary>
internal static class TokensEndpoints
{
    /// <summary>Maps <c>/tokens</c>.</summary>
    public static void MapTokenPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tokens", (HttpContext http, Tokens tokens, RulebookShelf shelf) => Show(http, tokens, shelf)).RequireAuthorization(Scopes.Admin);
        routes.MapPost("/tokens", Issue).RequireAuthorization(Scopes.Admin).TakesForm();
        routes.MapPost("/tokens/{id}/revoke", Revoke).RequireAuthorization(Scopes.Admin).TakesForm();
    }

    /// <summary>Answers with the secret itself: were it shown after a redirection, it would have to be kept or to stand in an address.</summary>
    private static async Task<IResult> Issue(HttpContext http, TokenDesk desk, Tokens tokens, RulebookShelf shelf)
    {
        var form = await http.ReadForm();
        try
        {
            return await desk.Issue(Read(form), form.Caller(http), http.RequestAborted) switch
            {
                Issuance.Issued(var issued) => await Show(http, tokens, shelf, issued),
                Issuance.Gone => await Refuse(form, "This form issued a token before, which cannot be shown again. Reload the page to issue another."),
                Issuance.KeyReused => await Refuse(form, Refusals.SentBefore),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (BadBodyException bad)
        {
            return await Show(http, tokens, shelf, refused: form.With(bad.Errors), message: bad.Message, status: StatusCodes.Status400BadRequest);
        }

        Task<IResult> Refuse(PostedForm refused, string message) =>
            Show(http, tokens, shelf, refused: refused, message: message, status: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Revoke(string id, HttpContext http, Tokens tokens)
    {
        await tokens.Revoke(id, http.User.Actor(), http.RequestAborted);
        return PageResults.SeeOther("/tokens");
    }

    private static TokenBody Read(PostedForm form)
    {
        Actor? owner = form.TextOrNull(TokenDesk.Owner) is { } chosen ? Actor.Parse(chosen) : null;
        return new TokenBody(
            form.TextOrNull("name"),
            owner is { Kind: ActorKind.Person } person ? person.Id : null,
            owner is { Kind: ActorKind.System } system ? system.Id : null,
            [.. form.All("scopes")],
            form.TextOrNull("policy"),
            form.Instant("expires"));
    }

    private static async Task<IResult> Show(
        HttpContext http, Tokens tokens, RulebookShelf shelf, IssuedToken? issued = null, PostedForm? refused = null, string? message = null,
        int status = StatusCodes.Status200OK) =>
        PageResults.Show<TokensPage>(
            new { All = await tokens.List(http.RequestAborted), Rulebook = shelf.Current, Issued = issued, Refused = refused, Message = message }, status);
}
