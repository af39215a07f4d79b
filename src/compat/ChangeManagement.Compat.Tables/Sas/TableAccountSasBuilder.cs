using System.Globalization;

namespace Azure.Data.Tables.Sas;

/// <summary>Makes a shared access signature of an account.</summary>
public class TableAccountSasBuilder
{
    private const string Service = "t";

    // As in the package; from 2020-12-06 on another line is signed.
    private const string Version = "2019-07-07";

    /// <summary>From enumerations.</summary>
    public TableAccountSasBuilder(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
    {
        ExpiresOn = expiresOn;
        ResourceTypes = resourceTypes;
        SetPermissions(permissions);
    }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresOn { get; set; }

    /// <summary>When it begins; the default: at once.</summary>
    public DateTimeOffset StartsOn { get; set; }

    /// <summary>What it allows, as letters.</summary>
    public string Permissions { get; private set; }

    /// <summary>What it opens.</summary>
    public TableAccountSasResourceTypes ResourceTypes { get; set; }

    /// <summary>Sets what it allows.</summary>
    public void SetPermissions(TableAccountSasPermissions permissions) => Permissions = string.Concat(
        Letters(permissions, (TableAccountSasPermissions.Read, 'r'), (TableAccountSasPermissions.Write, 'w'), (TableAccountSasPermissions.Delete, 'd'),
            (TableAccountSasPermissions.List, 'l'), (TableAccountSasPermissions.Add, 'a'), (TableAccountSasPermissions.Update, 'u')));

    /// <summary>The query that opens what it opens.</summary>
    public string Sign(TableSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        var types = string.Concat(Letters(ResourceTypes, (TableAccountSasResourceTypes.Service, 's'), (TableAccountSasResourceTypes.Container, 'c'),
            (TableAccountSasResourceTypes.Object, 'o')));
        var (starts, ends) = (Show(StartsOn), Show(ExpiresOn));
        // Account, permissions, services, types, start, end, addresses, protocol, version and an empty line.
        var signed = string.Join('\n', sharedKeyCredential.AccountName, Permissions, Service, types, starts, ends, "", "", Version, "");
        (string Name, string Value)[] query =
        [
            ("sv", Version), ("ss", Service), ("srt", types), ("st", starts), ("se", ends), ("sp", Permissions), ("sig", sharedKeyCredential.Sign(signed)),
        ];
        return string.Join('&', query.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"));
    }

    private static IEnumerable<char> Letters<T>(T flags, params (T Flag, char Letter)[] letters)
        where T : struct, Enum => letters.Where(letter => flags.HasFlag(letter.Flag)).Select(letter => letter.Letter);

    private static string Show(DateTimeOffset time) =>
        time == default ? "" : time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
