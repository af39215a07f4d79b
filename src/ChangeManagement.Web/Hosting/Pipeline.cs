using ChangeManagement.Web.Api;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Replies;
using ChangeManagement.Web.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Hosting;

/// <summary>The order in which a request passes, the same in both hosts.</summary>
public static class Pipeline
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private const int MostBytesPerRequest = 256 << 10;

    /// <summary>Adds the middleware and the endpoints.</summary>
    public static IApplicationBuilder UseChangeManagement(this IApplicationBuilder app) => app
        .Use(RequestSpans.Trace)
        .Use(LimitBodies)
        .Use(SecureHeaders)
        .UseExceptionHandler()
        .UseRouting()
        .UseAuthentication()
        .UseRateLimiter()
        .UseAuthorization()
        .UseAntiforgery()
        .UseEndpoints(MapChangeManagement);

    private static void MapChangeManagement(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapChanges();
        routes.MapReports();
        routes.MapTokens();
        routes.MapAudit();
        routes.MapPolicies();
        routes.MapFreezes();
        routes.MapDelegations();
        routes.MapWorkflows();
        routes.MapReplies();
        routes.MapDeliveries();
        routes.MapSendGridEvents();
        routes.MapPages();
    }

    /// <summary>Where no endpoint asks for more. The web server counts, whichever it is, and refuses while the body is read.</summary>
    private static Task LimitBodies(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytesPerRequest;
        }

        return next(http);
    }

    /// <summary>Written when the answer starts: what answers a failure clears all headers that were written before it.</summary>
    private static Task SecureHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }
}
