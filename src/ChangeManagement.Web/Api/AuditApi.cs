using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>Whether the register is as it was written, for administrators and auditors.</summary>
internal static class AuditApi
{
    /// <summary>
    /// Maps <c>/api/v1/audit/verify</c>; <c>?number=</c> verifies one change. Without it everything is, in parts: as long as an answer has a
    /// <c>next</c>, send it as <c>?after=</c> to go on.
    /// </summary>
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit/verify", Verify).RequireScope(Scopes.Admin).Limited(RateLimits.Verifications);

    private static async Task<IResult> Verify(HttpContext http, RegisterAudit audit, TimeProvider time, string? number, string? after)
    {
        if (number is null)
        {
            return after is null || ChangeIndex.IsNumber(after)
                ? ApiJson.Answer(await audit.VerifyPart(after, time.GetUtcNow(), http.RequestAborted))
                : Problems.BadBody("'after' takes the 'next' of the answer before.");
        }

        return ChangeIndex.IsNumber(number) && await audit.VerifyChange(number, http.RequestAborted) is { } report
            ? ApiJson.Answer(report)
            : Problems.NotFound($"Change '{number}'");
    }
}
