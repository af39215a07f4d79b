using System.Globalization;

namespace ChangeManagement.Engine.Tables;

/// <summary>The stamp of a row's last write, as callers see it: hexadecimal.</summary>
internal static class ETag
{
    public static string Show(long stamp) => stamp.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The stamp; -1, which no row has, for text that no row of ours ever gave.</summary>
    public static long Read(string etag) =>
        long.TryParse(etag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var stamp) ? stamp : -1;
}
