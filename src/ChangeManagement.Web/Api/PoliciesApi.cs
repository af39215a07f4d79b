using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>The policies in force and what became of the last edit of their files, for administrators.</summary>
internal static class PoliciesApi
{
    /// <summary>Maps <c>/api/v1/policies</c>.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/policies", List).RequireScope(Scopes.Admin);

    private static async Task<IResult> List(
        HttpContext http, RulebookShelf shelf, ChangeDefaults defaults, PolicyReviews reviews, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var policies = new List<object>();
        foreach (var policy in shelf.Current.Policies.Values)
        {
            policies.Add(Body(policy, defaults, policy.IsReviewDue(now), await reviews.Find(policy, http.RequestAborted)));
        }

        return ApiJson.Answer(new { Policies = policies, shelf.LastReload });
    }

    private static object Body(Policy policy, ChangeDefaults defaults, bool isReviewDue, ReviewChase? chased) => new
    {
        policy.Id,
        policy.Title,
        policy.Version,
        policy.Digest,
        policy.Owner,
        IsDefault = policy.Id == defaults.PolicyId,
        Review = new { policy.Reviews.Last, policy.Reviews.Next, policy.Reviews.Cycle, policy.Reviews.By, IsDue = isReviewDue, RemindedAt = chased?.At },
        policy.SignOff,
    };
}
