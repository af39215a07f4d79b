using System.Net;
using System.Net.Http.Headers;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>What the answer of a channel over HTTP means for the message.</summary>
public static class HttpAnswers
{
    /// <summary>
    /// Taken; later, when the channel is busy, broken or does not let us in, which its operator puts right; or never, when it does not want this message or
    /// is not there any more.
    /// </summary>
    public static Dispatch Explain(HttpStatusCode status, HttpResponseHeaders headers, string who, DateTimeOffset now) => (int)status switch
    {
        >= 200 and < 300 => new Dispatch.Sent(headers.TryGetValues("X-Message-Id", out var ids) ? ids.FirstOrDefault() : null),
        401 or 403 or 407 => new Dispatch.TryLater($"{who} does not let us in ({(int)status}); correct its key or address."),
        408 or 425 or 429 or >= 500 => new Dispatch.TryLater($"{who} does not take it now ({(int)status}).", RetryAfter(headers, now)),
        >= 300 and < 400 => new Dispatch.Refused($"{who} sends us elsewhere ({(int)status}), where messages are not taken; correct its address."),
        _ => new Dispatch.Refused($"{who} refuses the message ({(int)status})."),
    };

    /// <summary>What Retry-After says, as seconds or as a date; else what SendGrid says of the end of its window.</summary>
    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter is { Delta: { } wait } ? wait
        : headers.RetryAfter is { Date: { } at } ? (at > now ? at - now : TimeSpan.Zero)
        : headers.TryGetValues("X-RateLimit-Reset", out var resets) && long.TryParse(
            resets.FirstOrDefault(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var reset)
            && reset - now.ToUnixTimeSeconds() is > 0 and < 24 * 3600 and var seconds
            ? TimeSpan.FromSeconds(seconds)
        : null;
}
