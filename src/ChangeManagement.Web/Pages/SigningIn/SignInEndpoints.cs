using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.SigningIn;

/// <summary>Signing in by a one-time link, and out again. Opening the link uses nothing up; its button does.</summary>
internal static class SignInEndpoints
{
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/sign-in</c>, <c>/sign-in/{secret}</c>, <c>/sign-out</c> and <c>/forbidden</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", () => PageResults.Show<SignInPage>(new { })).AllowAnonymous();
        routes.MapPost("/sign-in", SendLink).AllowAnonymous().TakesForm().Limited(RateLimits.SignIns);
        routes.MapMethods("/sign-in/{secret}", Looking, Ask).AllowAnonymous().Limited(RateLimits.Links);
        routes.MapPost("/sign-in/{secret}", SignIn).AllowAnonymous().TakesForm().Limited(RateLimits.Links);
        routes.MapPost("/sign-out", (Delegate)SignOut).AllowAnonymous().TakesForm();
        routes.MapGet("/forbidden", StatusPages.Forbidden).AllowAnonymous();
    }

    private static async Task<IResult> SendLink(HttpContext http, SignInRequests requests)
    {
        var form = await http.ReadForm();
        await requests.Send(form.Text("mail"), http.RequestAborted);
        return PageResults.Show<SignInPage>(new { IsSent = true });
    }

    private static async Task<IResult> Ask(string secret, HttpContext http, SignInLinks links, RulebookShelf shelf) =>
        PersonOf(await links.Find(secret, http.RequestAborted), shelf) is { } person
            ? PageResults.Show<ConfirmSignInPage>(new { Person = person, Path = http.Request.Path.ToString() })
            : Unusable();

    private static async Task<IResult> SignIn(string secret, HttpContext http, SignInLinks links, RulebookShelf shelf)
    {
        if (PersonOf(await links.Use(secret, http.RequestAborted), shelf) is not { } person)
        {
            return Unusable();
        }

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principals.Create(
            CookieAuthenticationDefaults.AuthenticationScheme,
            Actor.Person(person.Id),
            scopes: [],
            policy: null));
        return PageResults.SeeOther("/");
    }

    private static async Task<IResult> SignOut(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return PageResults.SeeOther("/sign-in");
    }

    private static Person? PersonOf(string? id, RulebookShelf shelf) => id is null ? null : shelf.Current.Directory.Find(id);

    private static IResult Unusable() => PageResults.Show<SignInPage>(new { IsRefused = true }, StatusCodes.Status404NotFound);
}
