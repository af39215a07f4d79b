using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Pages.Statuses;
using ChangeManagement.Web.Telemetry;
using ChangeManagement.Workflows;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>Answers what no endpoint answered: unusable bodies, an unavailable store, and defects, of which it tells nothing but an id.</summary>
internal sealed class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var answer = httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? ForApi(httpContext, exception)
            : ForPage(httpContext, exception);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private IResult ForPage(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case StoreUnavailableException store: return store.IsFull ? StatusPages.Full() : StatusPages.Unavailable();
            case BadBodyException or BadHttpRequestException or UnknownCursorException: return StatusPages.Unreadable();
            default:
                Log(http, exception);
                return StatusPages.Defect(http.TraceIdentifier);
        }
    }

    private IResult ForApi(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case BadBodyException bad: return Problem(bad.Status, "bad-body", bad.Message);
            case BadHttpRequestException bad:
                return Problem(bad.StatusCode, "bad-request", "The request could not be read; check its headers and its body.");
            case UnknownCursorException: return Problem(StatusCodes.Status400BadRequest, "bad-body", "'after' takes the 'next' of the page before.");
            case StoreUnavailableException store: return Unavailable(http, store);
            default:
                Log(http, exception);
                return Problem(
                    StatusCodes.Status500InternalServerError, "defect",
                    $"Something went wrong on our side; report it with the id {http.TraceIdentifier}.");
        }
    }

    private static IResult Unavailable(HttpContext http, StoreUnavailableException store)
    {
        http.Response.Headers.RetryAfter = store.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return store.IsFull
            ? Problem(StatusCodes.Status507InsufficientStorage, "store-full", "The disk of the register is full; an operator has to free space. Nothing was changed.")
            : Problem(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The register is busy; repeat the call with the same Idempotency-Key.");
    }

    /// <summary>The pattern of the route and never the path, which may hold the secret of a link.</summary>
    private void Log(HttpContext http, Exception exception)
    {
        logger.LogError(
            exception, "{Method} {Route} failed; its caller knows it as {Id}.",
            http.Request.Method, http.RoutePattern() ?? "before its route was known", http.TraceIdentifier);
    }

    private static IResult Problem(int status, string code, string detail) => Results.Problem(
        detail, statusCode: status, type: $"urn:change-management:{code}", extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}
