using ChangeManagement.Web.Api;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Replies;

/// <summary>Where SendGrid's Inbound Parse posts answers by mail.</summary>
internal static class ReplyEndpoints
{
    private const int MostBytes = 10 << 20;

    /// <summary>
    /// Maps <c>/hooks/sendgrid/inbound</c>. SendGrid repeats for three days what is answered with 5xx, and drops what is answered with 4xx; so
    /// whatever a mail came to is 200.
    /// </summary>
    public static void MapReplies(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/sendgrid/inbound", Take).AllowAnonymous().Limited(RateLimits.Hooks).WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> Take(
        HttpContext http, ReplySettings settings, ReplyDesk desk, TimeProvider time, ILogger<ReplyDesk> logger)
    {
        if (settings.Domain is null)
        {
            return Results.NotFound();
        }

        switch (await SignedHook.Read(http, settings.PublicKey, MostBytes, time.GetUtcNow()))
        {
            case SignedBody.Genuine(var bytes):
                try
                {
                    var mail = await InboundForm.Read(http.Request.ContentType ?? "", bytes, http.RequestAborted);
                    var outcome = await desk.Take(mail, http.RequestAborted);
                    logger.LogInformation("An answer by mail came to this: {Outcome}.", outcome);
                    return Results.Text(outcome.ToString().ToLowerInvariant());
                }
                catch (BadBodyException bad)
                {
                    return Results.Text(bad.Message, statusCode: bad.Status);
                }

            case SignedBody.Refused(var status):
                return Results.StatusCode(status);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
