using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>What every call carries beside its body: the caller, the correlation id, the idempotency key, the expected version.</summary>
internal static class Requests
{
    private const int LongestKey = 200;

    /// <summary>Reads a body once: as JSON for the endpoint, and digested for its idempotency key.</summary>
    /// <exception cref="BadBodyException">The body is no JSON object or too large.</exception>
    public static async Task<RequestBody> ReadBody(this HttpContext http)
    {
        using var buffer = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadBodyException("The body is larger than 256 KB; link to large documents instead of sending them.", tooLarge.StatusCode);
        }

        var bytes = buffer.ToArray();
        if (!Utf8.IsValid(bytes))
        {
            throw new BadBodyException("The body is not valid UTF-8; encode it as UTF-8 and send it again.");
        }

        try
        {
            var document = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                throw new BadBodyException("The body must be a JSON object, such as {\"title\": \"…\"}.");
            }

            RefuseTwice(document.RootElement);
            return new RequestBody(document.RootElement, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (JsonException malformed)
        {
            throw new BadBodyException(
                $"The body is not valid JSON (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}); correct it and send it again.");
        }
    }

    /// <summary>The caller of a change command.</summary>
    public static Caller Caller(this HttpContext http, RequestBody body)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            throw new BadBodyException($"An Idempotency-Key has at most {LongestKey} characters.");
        }

        return new Caller(
            http.User.Actor(),
            http.TraceIdentifier,
            OnBehalfOf: null,
            key.Length == 0 ? null : new IdempotencyKey($"{http.Request.Path} {key}", body.Digest),
            ExpectedVersion(http.Request.Headers.IfMatch.ToString()));
    }

    private static long? ExpectedVersion(string etag) =>
        etag.Length == 0 || etag == "*" ? null
        : long.TryParse(etag.Trim('"'), out var version) ? version
        : throw new BadBodyException("If-Match takes the ETag of the change as it was answered, for example \"7\".");

    private static void RefuseTwice(JsonElement body)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in body.EnumerateObject())
        {
            if (!names.Add(NameOf(property)))
            {
                throw new BadBodyException($"'{property.Name}' is sent twice; send it once.");
            }
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: JSON lets it pass, no text does.
            throw new BadBodyException("The name of a member is not valid Unicode; correct it.");
        }
    }
}

/// <summary>A body that cannot be used; <see cref="Exception.Message"/> says what to do.</summary>
internal sealed class BadBodyException(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    /// <summary>A body with errors in fields that are known; the message holds all of theirs.</summary>
    public BadBodyException(ImmutableArray<FieldError> errors)
        : this(string.Join(' ', errors.Select(error => error.Message))) => Errors = errors;

    /// <summary>What is wrong with which field; empty where that is not known.</summary>
    public ImmutableArray<FieldError> Errors { get; } = [];

    /// <summary>400, or 413 for a body that is too large.</summary>
    public int Status { get; } = status;
}
