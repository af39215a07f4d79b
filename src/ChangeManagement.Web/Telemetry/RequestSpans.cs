using System.Diagnostics;
using ChangeManagement.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Telemetry;

/// <summary>
/// A span for each request, ours instead of the web server's own: that one holds the path, and this one cannot. Named as OpenTelemetry's conventions for HTTP say.
/// </summary>
internal static class RequestSpans
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Goes first, so that it sees the status that is sent.</summary>
    public static async Task Trace(HttpContext http, RequestDelegate next)
    {
        // The web server's own span, if it made one, is exported nowhere; as a parent it would leave ours without a root.
        Activity.Current = null;
        _ = ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, isRemote: true, out var caller);
        var method = Methods.Contains(http.Request.Method, StringComparer.Ordinal) ? http.Request.Method : "_OTHER";
        using var span = Measures.Source.StartActivity(method, ActivityKind.Server, caller);
        await next(http);
        if (span is null)
        {
            return;
        }

        span.SetTag("http.request.method", method).SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.RoutePattern() is { } route)
        {
            span.DisplayName = $"{method} {route}";
            span.SetTag("http.route", route);
        }

        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
