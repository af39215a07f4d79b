using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Hooks;

/// <summary>
/// A call that SendGrid signs: ECDSA with SHA-256 on P-256 over the timestamp and the bytes of the body. It proves that SendGrid calls, and
/// nothing of what the body says. Nothing is parsed before it is proven.
/// </summary>
public static class SignedHook
{
    /// <summary>The header of the signature, base64 of DER.</summary>
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    /// <summary>The header of the time of signing, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>How far the time of signing may be from now; what was overheard cannot be sent again later.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads a body and checks its signature.</summary>
    /// <param name="publicKey">Base64 of the public key, as SendGrid shows it.</param>
    /// <param name="mostBytes">A longer body is refused, and not read to its end.</param>
    public static async Task<SignedBody> Read(HttpContext http, string publicKey, int mostBytes, DateTimeOffset now)
    {
        var headers = http.Request.Headers;
        var (timestamp, signature) = (headers[TimestampHeader].ToString(), headers[SignatureHeader].ToString());
        // Before the body is read: a stranger who cannot even claim to have signed costs nothing.
        if (!IsFresh(timestamp, now) || signature.Length == 0)
        {
            return new SignedBody.Refused(StatusCodes.Status401Unauthorized);
        }

        return await ReadBytes(http, mostBytes) is not { } body ? new SignedBody.Refused(StatusCodes.Status413PayloadTooLarge)
            : Verify(publicKey, timestamp, signature, body, now) ? new SignedBody.Genuine(body)
            : new SignedBody.Refused(StatusCodes.Status401Unauthorized);
    }

    /// <summary>Whether the signature is right for the body and not too old; false for anything that cannot be read.</summary>
    /// <param name="publicKey">Base64 of the public key; it must be one: <see cref="IsKey"/>.</param>
    public static bool Verify(string publicKey, string timestamp, string signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!IsFresh(timestamp, now) || Base64(signature) is not { } der)
        {
            return false;
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), .. body];
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        return key.VerifyData(signed, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Whether it is the base64 of a public key on P-256.</summary>
    public static bool IsKey(string publicKey)
    {
        using var key = ECDsa.Create();
        try
        {
            var bytes = Base64(publicKey) ?? [];
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && key.KeySize == 256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsFresh(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && (now.ToUnixTimeSeconds() - (decimal)seconds) is var age
        && Math.Abs(age) <= (decimal)Tolerance.TotalSeconds;

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>Null: there are more.</summary>
    private static async Task<byte[]?> ReadBytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (bytes.Length + read > most)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}

/// <summary>What came of reading a signed body.</summary>
public abstract record SignedBody
{
    /// <summary>It is as it was signed.</summary>
    public sealed record Genuine(byte[] Bytes) : SignedBody;

    /// <summary>It is too long, or nobody knows who sent it; answer with the status and say no more.</summary>
    public sealed record Refused(int Status) : SignedBody;
}
