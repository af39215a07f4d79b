using ChangeManagement.Changes;
using ChangeManagement.Policies;
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
    // Rows are small; changes are read whole, so far fewer of them.
    private const int MostListed = 1000;
    private const int MostRead = 300;
    private const int MostShown = 100;

    /// <summary>Maps <c>/waiting</c>.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder routes) => routes.MapGet("/waiting", Show).RequireAuthorization(Scopes.Read);

    private static async Task<IResult> Show(HttpContext http, ChangeIndex index, ChangeDesk desk, Delegations delegations, RulebookShelf shelf, TimeProvider time)
    {
        var (actor, now, rulebook) = (http.User.Actor(), time.GetUtcNow(), shelf.Current);
        var listed = await index.Waiting(
            WaitingLists.Of(actor.Id, rulebook.Directory, rulebook.Systems, await delegations.List(now, http.RequestAborted), now), MostListed,
            http.RequestAborted);
        var waiting = new List<WaitingItem>();
        var byPolicy = new Dictionary<PolicyPin, Circumstances>();
        var looked = 0;
        foreach (var candidate in listed.Take(MostRead).TakeWhile(_ => waiting.Count < MostShown))
        {
            looked++;
            if (await desk.Find(candidate.Number, http.RequestAborted) is { } change)
            {
                // What a decision looks at is the same for all changes of a policy, at the same moment.
                if (!byPolicy.TryGetValue(change.Policy, out var circumstances))
                {
                    byPolicy[change.Policy] = circumstances = await desk.CircumstancesOf(change, actor, now, http.RequestAborted);
                }

                waiting.AddRange(WaitingItem.Of(change, circumstances));
            }
        }

        return PageResults.Show<WaitingPage>(new
        {
            Items = waiting.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue).ThenBy(item => item.Kind).ToList(),
            IsComplete = looked == listed.Length,
        });
    }
}
