using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>
/// The tables of the register in Azure Table Storage. A call is one request: a row, a page of rows, a single write or a batch. Tables are made when a write
/// finds them missing.
/// </summary>
public sealed class TableStorage(TableServiceClient service, string prefix = "") : ITables
{
    private const int LargestPage = 1000;
    private readonly ConcurrentDictionary<string, TableClient> clients = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<TableRow?> Get(string table, string partition, string key, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        TableLimits.CheckKey(key, "row key");
        return Outages.Explain(
            async () =>
            {
                var found = await Client(table).GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
                return found.HasValue ? TableRows.Read(found.Value!) : null;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableRow>> Query(
        string table, string partition, string? from, string? to, int limit, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Outages.Explain(() => Read(Client(table), Filter(partition, from, to), limit, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task<TransactionOutcome> Transact(
        string table, string partition, IReadOnlyList<TableOperation> operations, CancellationToken cancellation)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partition, "partition key");
        TableLimits.CheckOperations(partition, operations);
        return operations.FirstOrDefault(HasForeignETag) is { } foreign
            ? Task.FromResult<TransactionOutcome>(new TransactionOutcome.Conflict(foreign.Key))
            : Outages.Explain(() => new TableStorageTransaction(Client(table), partition, operations).Run(cancellation), cancellation);
    }

    private TableClient Client(string table) => clients.GetOrAdd(table, name => service.GetTableClient(prefix + name));

    private static async Task<IReadOnlyList<TableRow>> Read(TableClient client, string filter, int limit, CancellationToken cancellation)
    {
        var rows = new List<TableRow>();
        try
        {
            await foreach (var entity in client.QueryAsync<TableEntity>(filter, Math.Min(limit, LargestPage), cancellationToken: cancellation))
            {
                rows.Add(TableRows.Read(entity));
                if (rows.Count == limit)
                {
                    break;
                }
            }
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == ErrorCodes.TableNotFound)
        {
            // Nothing was ever written to it.
        }

        return rows;
    }

    private static string Filter(string partition, string? from, string? to) => (from, to) switch
    {
        (null, null) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
        (null, _) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {to}"),
        (_, null) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from}"),
        _ => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"),
    };

    private static bool HasForeignETag(TableOperation operation) => operation switch
    {
        TableOperation.Replace replace => !TableRows.IsETag(replace.ETag),
        TableOperation.Remove remove => !TableRows.IsETag(remove.ETag),
        _ => false,
    };
}
