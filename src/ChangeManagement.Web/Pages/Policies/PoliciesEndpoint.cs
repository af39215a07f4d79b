using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Policies;

/// <summary>The policies in force and why the last edit of them is not, for administrators.</summary>
internal static class PoliciesEndpoint
{
    /// <summary>Maps <c>/policies</c>.</summary>
    public static void MapPoliciesPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/policies", Show).RequireAuthorization(Scopes.Admin);

    private static async Task<IResult> Show(HttpContext http, RulebookShelf shelf, PolicyReviews reviews)
    {
        var chased = new Dictionary<string, ReviewChase?>(StringComparer.Ordinal);
        foreach (var policy in shelf.Current.Policies.Values)
        {
            chased[policy.Id] = await reviews.Find(policy, http.RequestAborted);
        }

        return PageResults.Show<PoliciesPage>(new { Policies = shelf.Current.Policies.Values, shelf.LastReload, Chased = chased });
    }
}
