using System.Runtime.CompilerServices;

namespace ChangeManagement.Register;

/// <summary>Reads more rows than one query gives.</summary>
public static class TablePages
{
    private const int PageSize = 200;

    /// <summary>The rows of a partition whose keys begin with a prefix, in the order of their keys.</summary>
    public static IAsyncEnumerable<TableRow> WithPrefix(
        this ITables tables, string table, string partition, string prefix, CancellationToken cancellation) =>
        tables.From(table, partition, prefix, prefix, cancellation);

    /// <summary>Those of them from a key on.</summary>
    public static async IAsyncEnumerable<TableRow> From(
        this ITables tables, string table, string partition, string from, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await tables.Query(table, partition, from, prefix + "~", PageSize, cancellation);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            // The first character that a key may go on with.
            from = page[^1].Key + "!";
        }
    }
}
