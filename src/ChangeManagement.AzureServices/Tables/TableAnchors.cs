using System.Globalization;
using System.Runtime.CompilerServices;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Serialization;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>
/// Anchors as rows of a table in another storage account than the register's. Rows are read and inserted, never replaced or removed: a role that allows no more
/// is all that the host needs there, once the table exists.
/// </summary>
public sealed class TableAnchors(ITables tables) : IAnchorFile
{
    /// <summary>The table.</summary>
    public const string Table = "anchors";

    private const string Partition = "lines";
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadLines(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await tables.Query(Table, Partition, KeyOf(from), to: null, PageSize, cancellation);
            foreach (var row in page)
            {
                yield return Json.Read<string>(row.Data);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            from += page.Count;
        }
    }

    /// <inheritdoc/>
    public async Task Append(long at, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        foreach (var batch in lines.Chunk(TableTransactions.MostOperations))
        {
            var first = at;
            var rows = batch.Select((line, index) => new TableOperation.Insert(KeyOf(first + index), Json.Write(line))).ToList();
            if (await tables.Transact(Table, Partition, rows, cancellation) is TransactionOutcome.Conflict)
            {
                throw new StoreUnavailableException("Another host has anchored since the anchors were read; the next time goes on after it.");
            }

            at += batch.Length;
        }
    }

    private static string KeyOf(long line) => line.ToString("000000000000", CultureInfo.InvariantCulture);
}
