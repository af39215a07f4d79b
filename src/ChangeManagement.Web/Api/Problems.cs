using ChangeManagement.Changes;
using ChangeManagement.Register;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>Refusals as problem bodies (RFC 9457); <c>code</c> is stable, <c>detail</c> says what to do.</summary>
public static class Problems
{
    /// <summary>401.</summary>
    public static IResult Unauthorized() => Make(
        StatusCodes.Status401Unauthorized, "unauthorized", "Send a valid token as 'Authorization: Bearer …'; an administrator issues tokens.");

    /// <summary>403 for a token without the scope.</summary>
    public static IResult MissingScope() => Make(
        StatusCodes.Status403Forbidden, "missing-scope", "Your token or sign-in does not allow this; ask an administrator for a token with the scope.");

    /// <summary>404.</summary>
    public static IResult NotFound(string what) => Make(StatusCodes.Status404NotFound, "not-found", $"{what} does not exist; check the id.");

    /// <summary>429; the answer's Retry-After says when.</summary>
    public static IResult TooMany() => Make(
        StatusCodes.Status429TooManyRequests, "too-many-requests", "You have asked this too often; wait for as long as Retry-After says, then repeat the call.");

    /// <summary>400 for a body that cannot be read.</summary>
    public static IResult BadBody(string what) => Make(StatusCodes.Status400BadRequest, "bad-body", what);

    /// <summary>412 for a stale ETag.</summary>
    public static IResult Stale(Change change) => Make(
        StatusCodes.Status412PreconditionFailed, "stale",
        $"{change.Number} has changed since you read it (it is now at version {change.Version}); read it again and repeat the call.");

    /// <summary>428 for an amendment without an ETag.</summary>
    public static IResult ETagRequired() => Make(
        StatusCodes.Status428PreconditionRequired, "etag-required",
        "Read the change, and send the ETag of that answer as If-Match, for example If-Match: \"7\", so that nobody's amendment is overwritten.");

    /// <summary>422 for an idempotency key with another body.</summary>
    public static IResult KeyReused(string key) => Make(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
        $"The Idempotency-Key '{key}' was sent before with another body; use a new key for a new call.");

    /// <summary>409 for the repetition of a call whose token cannot be shown again.</summary>
    public static IResult TokenGone(string id) => Make(
        StatusCodes.Status409Conflict, "token-gone",
        $"The token {id} that this call issued was revoked, or the audit key has changed since; revoke it and issue another with a new Idempotency-Key.");

    /// <summary>409 for an operation on an orchestration that stands elsewhere.</summary>
    public static IResult NotInState(string id) => Make(
        StatusCodes.Status409Conflict, "not-in-state",
        $"The orchestration '{id}' is not in a state for this; read it again, and suspend, resume or terminate it first.");

    /// <summary>409 for an operation on an orchestration whose children have not ended.</summary>
    public static IResult ChildRuns(string id) => Make(
        StatusCodes.Status409Conflict, "child-runs",
        $"A child of the orchestration '{id}' has not ended yet; if it was terminated, repeat the call in a moment, else terminate it first.");

    /// <summary>A refusal of the domain.</summary>
    public static IResult Of(Refusal refusal) => refusal switch
    {
        Refusal.Forbidden => Make(StatusCodes.Status403Forbidden, refusal.Code, refusal.Message),
        Refusal.GateShut shut => Make(StatusCodes.Status409Conflict, refusal.Code, refusal.Message, new()
        {
            ["gate"] = shut.Gate.ToString().ToLowerInvariant(),
            ["missing"] = shut.Missing.Select(missing => new MissingItem(
                missing.Kind.ToString().ToLowerInvariant(), missing.Name, missing.Title, missing.Owner,
                [.. missing.Because.Select(because => because.Source).Distinct(StringComparer.Ordinal)])).ToArray(),
        }),
        Refusal.OutsideWindow { Next: { } next } => Make(
            StatusCodes.Status409Conflict, refusal.Code, refusal.Message, new() { ["next_window"] = next }),
        Refusal.Conflict => Make(StatusCodes.Status409Conflict, refusal.Code, refusal.Message),
        Refusal.BadFields bad => Make(StatusCodes.Status400BadRequest, refusal.Code, refusal.Message, new()
        {
            ["errors"] = bad.Problems.GroupBy(problem => problem.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray(), StringComparer.Ordinal),
        }),
        Refusal.Invalid => Make(StatusCodes.Status400BadRequest, refusal.Code, refusal.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IResult Make(int status, string code, string detail, Dictionary<string, object?>? more = null) => Results.Problem(
        detail,
        statusCode: status,
        type: $"urn:change-management:{code}",
        extensions: new Dictionary<string, object?>(more ?? [], StringComparer.Ordinal) { ["code"] = code });

    private sealed record MissingItem(string Kind, string Name, string Title, string? Owner, string[] Sources);
}
