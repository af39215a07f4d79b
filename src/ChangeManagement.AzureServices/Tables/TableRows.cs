using System.Text;
using Azure;
using Azure.Data.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>
/// A row as an entity: its data in properties of at most 64 KB (<c>data</c>, <c>data_1</c>, …), and <c>stamp</c>, which is the same in all rows that one
/// transaction wrote and in no other.
/// </summary>
internal static class TableRows
{
    /// <summary>The property that names the transaction.</summary>
    public const string Stamp = "stamp";

    /// <summary>UTF-16, two bytes a character.</summary>
    private const int LargestProperty = 32 * 1024;

    public static TableEntity Write(string partition, string key, string data, string stamp)
    {
        var entity = new TableEntity(partition, key) { [Stamp] = stamp };
        var (from, part) = (0, 0);
        do
        {
            var length = Math.Min(LargestProperty, data.Length - from);
            if (from + length < data.Length && char.IsHighSurrogate(data[from + length - 1]))
            {
                // Half a letter is no text.
                length--;
            }

            entity[NameOf(part++)] = data.Substring(from, length);
            from += length;
        }
        while (from < data.Length);

        return entity;
    }

    public static TableRow Read(TableEntity entity)
    {
        var first = entity.GetString(NameOf(0)) ?? "";
        if (!entity.ContainsKey(NameOf(1)))
        {
            return new TableRow(entity.RowKey, first, entity.ETag.ToString());
        }

        var whole = new StringBuilder(first);
        for (var part = 1; entity.GetString(NameOf(part)) is { } text; part++)
        {
            whole.Append(text);
        }

        return new TableRow(entity.RowKey, whole.ToString(), entity.ETag.ToString());
    }

    /// <summary>True for what the service could have given; it refuses anything else as malformed.</summary>
    public static bool IsETag(string etag) => etag.StartsWith("W/\"", StringComparison.Ordinal);

    /// <summary>The ETag after a write; empty after a removal.</summary>
    public static string ETagOf(Response answer) => answer.Headers.ETag?.ToString() ?? "";

    private static string NameOf(int part) => part == 0 ? "data" : $"data_{part}";
}
