using System.Security.Cryptography;
using System.Xml.Linq;
using ChangeManagement.Register;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Identity.KeyRing;

/// <summary>Decrypts what <see cref="KeyRingEncryptor"/> wrote. Stored keys name this type: moved or renamed it leaves them unreadable, and everybody signed out.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        var keys = services.GetRequiredService<AuditKeys>();
        var keyId = (string?)encryptedElement.Attribute(KeyRingEncryptor.KeyId) ?? "";
        if (!keys.Knows(keyId))
        {
            throw new CryptographicException($"The key ring is encrypted under the audit key '{keyId}', which is not among the keys; keep old audit keys.");
        }

        return XElement.Parse(KeyRingEncryptor.Open(keys, keyId, Convert.FromBase64String(encryptedElement.Value)));
    }
}
