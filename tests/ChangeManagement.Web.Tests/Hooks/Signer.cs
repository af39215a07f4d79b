using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Web.Hooks;

/// <summary>Signs as SendGrid does.</summary>
internal sealed class Signer : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public key as it stands in the settings.</summary>
    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <summary>The time of signing as a header.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The signature as a header.</summary>
    public string Sign(DateTimeOffset at, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(Timestamp(at)), .. body];
        return Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public void Dispose() => key.Dispose();
}
