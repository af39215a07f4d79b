using System.Globalization;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
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
        var answer = exception switch
        {
            BadBodyException bad => Problem(bad.Status, "bad-body", bad.Message),
            BadHttpRequestException bad => Problem(bad.StatusCode, "bad-request", "The request could not be read; check its headers and its body."),
            StoreUnavailableException store => Unavailable(httpContext, store),
            _ => Defect(httpContext, exception),
        };
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Unavailable(HttpContext http, StoreUnavailableException store)
    {
        http.Response.Headers.RetryAfter = store.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return store.IsFull
            ? Problem(StatusCodes.Status507InsufficientStorage, "store-full", "The disk of the register is full; an operator has to free space. Nothing was changed.")
            : Problem(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The register is busy; repeat the call with the same Idempotency-Key.");
    }

    private IResult Defect(HttpContext http, Exception exception)
    {
        logger.LogError(exception, "{Method} {Path} failed.", http.Request.Method, http.Request.Path);
        return Problem(
            StatusCodes.Status500InternalServerError, "defect",
            $"Something went wrong on our side; report it with the id {http.TraceIdentifier}.");
    }

    private static IResult Problem(int status, string code, string detail) => Results.Problem(
        detail, statusCode: status, type: $"urn:change-management:{code}", extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}
