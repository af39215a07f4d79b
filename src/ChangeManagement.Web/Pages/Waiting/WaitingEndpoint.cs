using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Waiting;

/// <summary>What waits for the person who is signed in.</summary>
internal static class WaitingEndpoint
{
    // Of each state; beyond that the page says that it is not complete.
    private const int MostLookedAt = 500;

    private static readonly string[] States =
        ["awaiting-approval", "approved", "implementing", "failed", "rolling-back", "rolled-back", "completed"];

    /// <summary>Maps <c>/waiting</c>.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder routes) => routes.MapGet("/waiting", Show).RequireAuthorization(Scopes.Read);

    private static async Task<IResult> Show(HttpContext http, ChangeIndex index, ChangeDesk desk, TimeProvider time)
    {
        var waiting = new List<WaitingItem>();
        var isComplete = true;
        foreach (var state in States)
        {
            var page = await index.List(new ChangeFilter(state), after: null, MostLookedAt, http.RequestAborted);
            isComplete &= page.Next is null;
            foreach (var summary in page.Changes)
            {
                if (await desk.Find(summary.Number, http.RequestAborted) is { } change)
                {
                    var circumstances = await desk.CircumstancesOf(change, http.User.Actor(), time.GetUtcNow(), http.RequestAborted);
                    waiting.AddRange(WaitingItem.Of(change, circumstances));
                }
            }
        }

        return PageResults.Show<WaitingPage>(new
        {
            Items = waiting.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue).ToLookup(item => item.Kind),
            IsComplete = isComplete,
        });
    }
}
