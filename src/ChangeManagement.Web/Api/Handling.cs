using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Api;

/// <summary>From a command to its answer.</summary>
internal static class Handling
{
    /// <summary>Has a command decided and answers what came of it.</summary>
    public static async Task<IResult> Handle(
        this HttpContext http, string number, ChangeCommand command, RequestBody body, Func<Change, Policy, object> answer)
    {
        if (!ChangeIndex.IsNumber(number))
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var desk = http.RequestServices.GetRequiredService<ChangeDesk>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return await http.Answer(await desk.Handle(number, command, http.Caller(body), now, http.RequestAborted), answer, StatusCodes.Status200OK);
    }

    /// <summary>The answer to what a call came to.</summary>
    public static async Task<IResult> Answer(this HttpContext http, Handled handled, Func<Change, Policy, object> answer, int status)
    {
        switch (handled)
        {
            case Handled.Done(var change, _):
                var policy = await http.RequestServices.GetRequiredService<PolicyArchive>().Get(change.Policy, http.RequestAborted);
                http.Response.Headers.ETag = $"\"{change.Version}\"";
                if (status == StatusCodes.Status201Created)
                {
                    http.Response.Headers.Location = $"/api/v1/change-management/change-requests/{change.Number}";
                }

                return ApiJson.Answer(answer(change, policy), status);
            case Handled.Refused(var refusal, _): return Problems.Of(refusal);
            case Handled.NotFound(var number): return Problems.NotFound($"Change '{number}'");
            case Handled.Stale(_, var change): return Problems.Stale(change);
            case Handled.KeyReused(var key): return Problems.KeyReused(key);
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The answer to a call that the system log has seen before under the same key; null: it has not.</summary>
    public static async Task<IResult?> Repeated(this HttpContext http, Caller caller, Func<IdempotencyRecord, Task<IResult>> again)
    {
        var log = http.RequestServices.GetRequiredService<SystemLog>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return await log.FindRepetition(caller, now, http.RequestAborted) is not { } before ? null
            : before.BodyDigest == caller.Idempotency!.BodyDigest ? await again(before)
            : Problems.KeyReused(caller.Idempotency.Key);
    }

    /// <summary>Lets only callers through whose token or sign-in has the scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(scope);
}
