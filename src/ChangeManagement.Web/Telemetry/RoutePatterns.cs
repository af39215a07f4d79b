using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Telemetry;

/// <summary>What logs and spans may say of where a request went: the pattern of its route and never its path, which may hold the secret of a link.</summary>
internal static class RoutePatterns
{
    /// <summary>Such as <c>/approvals/{token}</c>; null: no route was found.</summary>
    public static string? RoutePattern(this HttpContext http) =>
        // What answers a failure has taken the endpoint away.
        ((http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint) as RouteEndpoint)?.RoutePattern.RawText;
}
