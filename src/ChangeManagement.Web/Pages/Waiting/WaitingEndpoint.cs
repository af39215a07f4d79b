using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Waiting;

/// <summary>What waits for the person who is signed in.</summary>
internal static class WaitingEndpoint
{
    /// <summary>Maps <c>/waiting</c>.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder routes) => routes.MapGet("/waiting", Show).RequireAuthorization(Scopes.Read);

    private static async Task<IResult> Show(HttpContext http, WaitingReader waiting)
    {
        var found = await waiting.Of(http.User.Actor(), http.RequestAborted);
        return PageResults.Show<WaitingPage>(new { found.Items, found.IsComplete });
    }
}
