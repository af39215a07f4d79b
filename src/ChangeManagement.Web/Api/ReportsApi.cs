using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Reports;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>001's change request report.</summary>
internal static class ReportsApi
{
    private const int PageSize = 500;

    /// <summary>Maps <c>/api/v1/change-management/reports/{period}</c>; a period is <c>yyyy-MM</c>.</summary>
    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/change-management/reports/{period}", OfMonth).RequireScope(Scopes.Read);

    private static async Task<IResult> OfMonth(
        string period, HttpContext http, ChangeIndex index, RulebookShelf shelf, ChangeDefaults defaults, string? policy)
    {
        if (!DateOnly.TryParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return Problems.BadBody("A period is a month, such as 2026-01.");
        }

        var (inForce, unknown) = defaults.Choose(policy, http, shelf.Current);
        if (inForce is null)
        {
            return Problems.Of(new Refusal.BadFields([unknown!]));
        }

        var changes = new List<ChangeSummary>();
        for (string? after = null; ;)
        {
            var page = await index.List(new ChangeFilter(Policy: inForce.Id, Month: period), after, PageSize, http.RequestAborted);
            changes.AddRange(page.Changes);
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        return ApiJson.Answer(ChangeReport.Of(period, changes, inForce));
    }
}
