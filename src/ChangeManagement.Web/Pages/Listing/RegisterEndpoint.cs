using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Listing;

/// <summary>The register as a list.</summary>
internal static class RegisterEndpoint
{
    private const int PerPage = 50;

    /// <summary>Maps <c>/</c>.</summary>
    public static void MapRegister(this IEndpointRouteBuilder routes) => routes.MapGet("/", async (HttpContext http, ChangeIndex index) =>
    {
        var query = RegisterQuery.Read(http.Request.Query);
        var found = await index.List(query.Filter, query.After, PerPage, http.RequestAborted);
        return PageResults.Show<RegisterPage>(new { Query = query, Found = found });
    }).RequireAuthorization(Scopes.Read);
}
