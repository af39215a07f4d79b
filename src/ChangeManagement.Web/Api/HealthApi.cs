using ChangeManagement.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class HealthApi
{
    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Results.Text("live")).AllowAnonymous();
        routes.MapGet("/healthz/ready", async (HttpContext http, ITables tables) =>
        {
            await tables.Get(ChangeNumbers.Table, "ready", "ready", http.RequestAborted);
            return Results.Text("ready");
        }).AllowAnonymous();
    }
}
