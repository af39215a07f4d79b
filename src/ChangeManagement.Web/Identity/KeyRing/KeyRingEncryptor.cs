using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ChangeManagement.Register;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ChangeManagement.Web.Identity.KeyRing;

/// <summary>Encrypts the key ring under a key that is derived from the audit key: whoever reads the register forges no sign-in.</summary>
internal sealed class KeyRingEncryptor(AuditKeys keys) : IXmlEncryptor
{
    /// <summary>The attribute that names the audit key.</summary>
    internal const string KeyId = "key";

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var tag = new byte[TagLength];
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(Derive(keys, keys.CurrentId), TagLength);
        aes.Encrypt(nonce, plain, cipher, tag);
        return new EncryptedXmlInfo(
            new XElement("sealed", new XAttribute(KeyId, keys.CurrentId), Convert.ToBase64String([.. nonce, .. tag, .. cipher])),
            typeof(KeyRingDecryptor));
    }

    /// <summary>The other way round.</summary>
    /// <exception cref="CryptographicException">It was altered.</exception>
    internal static string Open(AuditKeys keys, string keyId, ReadOnlySpan<byte> sealedText)
    {
        if (sealedText.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("A key of the key ring was cut off.");
        }

        var plain = new byte[sealedText.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Derive(keys, keyId), TagLength);
        aes.Decrypt(sealedText[..NonceLength], sealedText[(NonceLength + TagLength)..], sealedText.Slice(NonceLength, TagLength), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>256 bits for this use alone.</summary>
    private static byte[] Derive(AuditKeys keys, string keyId) => Convert.FromHexString(keys.Seal(keyId, "key-ring\n"u8));
}
