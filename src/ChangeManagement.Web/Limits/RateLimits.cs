using System.Globalization;
using System.Threading.RateLimiting;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Limits;

/// <summary>What may be done only so often (Q4). Ordinary commands are not limited: the register takes them as fast as they come.</summary>
internal static class RateLimits
{
    /// <summary>Calls of other services, by address: how many at once, for their bodies are held until their signature is checked.</summary>
    public const string Hooks = "hooks";

    /// <summary>Opening and answering links, by address.</summary>
    public const string Links = "links";

    /// <summary>Asking for a link to sign in, by address.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>Previews, by caller.</summary>
    public const string Previews = "previews";

    /// <summary>Verifications of the register, by caller.</summary>
    public const string Verifications = "verifications";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly ConcurrencyLimiterOptions AtOnce = new() { PermitLimit = 8, QueueLimit = 200 };

    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services
        .AddSingleton(provider => LimitSettings.Read(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<WrongTokenQuota>()
        .AddSingleton<SignInMailQuota>()
        .AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) => new ValueTask(Refuse(rejected));
            limiter.AddPolicy(Hooks, http => RateLimitPartition.GetConcurrencyLimiter(AddressOf(http), _ => AtOnce));
            limiter.AddPolicy(Links, http => Windows.Of(AddressOf(http), Of(http).Links, Window));
            limiter.AddPolicy(SignIns, http => Windows.Of(AddressOf(http), Of(http).SignIns, Window));
            limiter.AddPolicy(Previews, http => Windows.Of(CallerOf(http), Of(http).Previews, Window));
            limiter.AddPolicy(Verifications, http => Windows.Of(CallerOf(http), Of(http).Verifications, Window));
        });

    /// <summary>Holds the callers of an endpoint to a limit.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder endpoint, string limit)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(limit);

    /// <summary>The address of the other side; behind a proxy the host has to take over the one that it forwards.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Says when to try again.</summary>
    public static void SayWhen(HttpContext http, TimeSpan after) =>
        http.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    private static string CallerOf(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } ? http.User.Actor().ToString() : $"address {AddressOf(http)}";

    private static LimitSettings Of(HttpContext http) => http.RequestServices.GetRequiredService<LimitSettings>();

    private static Task Refuse(OnRejectedContext rejected)
    {
        var http = rejected.HttpContext;
        SayWhen(http, rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window);
        var answer = http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? Problems.TooMany()
            // Services repeat what was answered so, and drop what was answered with 429.
            : http.Request.Path.StartsWithSegments("/hooks", StringComparison.Ordinal) ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : StatusPages.TooMany();
        return answer.ExecuteAsync(http);
    }
}
