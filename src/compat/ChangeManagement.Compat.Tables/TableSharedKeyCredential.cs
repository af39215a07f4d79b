using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The name and the key of an account.</summary>
public class TableSharedKeyCredential
{
    private byte[] key;

    /// <summary>Takes the key as the portal shows it: base64.</summary>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        ArgumentNullException.ThrowIfNull(accountKey);
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    /// <summary>The name of the account.</summary>
    public string AccountName { get; }

    /// <summary>Takes another key of the same account, after a rotation.</summary>
    public void SetAccountKey(string accountKey) => Volatile.Write(ref key, Convert.FromBase64String(accountKey));

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref key), Encoding.UTF8.GetBytes(text)));
}
