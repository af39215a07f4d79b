using System.Diagnostics;
using System.Net;
using Azure;
using Azure.Data.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>
/// All operations of one partition or none. The client repeats a request whose answer was lost, so a repeated request that is refused may be refused by
/// its own first attempt: the stamp in the rows tells.
/// </summary>
internal sealed class TableStorageTransaction(TableClient table, string partition, IReadOnlyList<TableOperation> operations)
{
    private readonly string stamp = Guid.NewGuid().ToString("N");
    private readonly List<TableOperation> left = [.. operations];
    private readonly Dictionary<string, string> etags = new(StringComparer.Ordinal);

    /// <exception cref="StoreUnavailableException">It cannot be told whether rows were removed.</exception>
    public async Task<TransactionOutcome> Run(CancellationToken cancellation)
    {
        using var counting = AttemptPolicy.Count(out var attempts);
        while (left.Count > 0)
        {
            try
            {
                attempts.Calls++;
                await Write(cancellation);
                break;
            }
            catch (RequestFailedException failure) when (failure.ErrorCode == ErrorCodes.TableNotFound)
            {
                attempts.Calls++;
                await table.CreateIfNotExistsAsync(cancellation);
            }
            catch (RequestFailedException failure) when (Refused(failure) is { } refused)
            {
                if (refused is TableOperation.Delete)
                {
                    // It is not there, which is all that was wanted.
                    left.Remove(refused);
                }
                else
                {
                    return attempts.WereRepeated ? await Look(refused, cancellation) : new TransactionOutcome.Conflict(refused.Key);
                }
            }
        }

        return Committed();
    }

    private async Task Write(CancellationToken cancellation)
    {
        if (left is [var only])
        {
            etags[only.Key] = TableRows.ETagOf(await WriteAlone(only, cancellation));
            return;
        }

        var answers = (await table.SubmitTransactionAsync(left.Select(Action), cancellation)).Value;
        foreach (var (operation, answer) in left.Zip(answers))
        {
            etags[operation.Key] = TableRows.ETagOf(answer);
        }
    }

    private async Task<Response> WriteAlone(TableOperation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case TableOperation.Insert insert:
                return await table.AddEntityAsync(Entity(insert.Key, insert.Data), cancellation);
            case TableOperation.Replace replace:
                return await table.UpdateEntityAsync(Entity(replace.Key, replace.Data), new ETag(replace.ETag), TableUpdateMode.Replace, cancellation);
            case TableOperation.Put put:
                return await table.UpsertEntityAsync(Entity(put.Key, put.Data), TableUpdateMode.Replace, cancellation);
            case TableOperation.Delete delete:
                return await table.DeleteEntityAsync(partition, delete.Key, ETag.All, cancellation);
            case TableOperation.Remove remove:
                var answer = await table.DeleteEntityAsync(partition, remove.Key, new ETag(remove.ETag), cancellation);
                return answer.Status == (int)HttpStatusCode.NotFound ? throw new RequestFailedException(answer) : answer;
            default:
                throw new UnreachableException(operation.GetType().Name);
        }
    }

    private TableTransactionAction Action(TableOperation operation) => operation switch
    {
        TableOperation.Insert insert => new(TableTransactionActionType.Add, Entity(insert.Key, insert.Data)),
        TableOperation.Replace replace =>
            new(TableTransactionActionType.UpdateReplace, Entity(replace.Key, replace.Data), new ETag(replace.ETag)),
        TableOperation.Put put => new(TableTransactionActionType.UpsertReplace, Entity(put.Key, put.Data)),
        TableOperation.Delete delete => new(TableTransactionActionType.Delete, new TableEntity(partition, delete.Key), ETag.All),
        TableOperation.Remove remove => new(TableTransactionActionType.Delete, new TableEntity(partition, remove.Key), new ETag(remove.ETag)),
        _ => throw new UnreachableException(operation.GetType().Name),
    };

    private TableEntity Entity(string key, string data) => TableRows.Write(partition, key, data, stamp);

    /// <summary>The operation that met a row that exists, is missing or has another ETag; null: something else is wrong.</summary>
    private TableOperation? Refused(RequestFailedException failure)
    {
        var index = failure is TableTransactionFailedException batch ? batch.FailedTransactionActionIndex : left.Count == 1 ? 0 : null;
        var isRefusal = failure.Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.PreconditionFailed
            || (failure.Status == (int)HttpStatusCode.Conflict && failure.ErrorCode == ErrorCodes.EntityAlreadyExists);
        return isRefusal && index < left.Count ? left[index.Value] : null;
    }

    /// <summary>Whether an earlier attempt of this very transaction was taken: then some row holds its stamp, whatever others have done since to the rest.</summary>
    private async Task<TransactionOutcome> Look(TableOperation refused, CancellationToken cancellation)
    {
        TableOperation[] written = [.. left.Where(operation => operation is TableOperation.Insert or TableOperation.Replace or TableOperation.Put)];
        foreach (var operation in written)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, operation.Key, cancellationToken: cancellation);
            if (found.HasValue && found.Value!.GetString(TableRows.Stamp) == stamp)
            {
                etags[operation.Key] = found.Value.ETag.ToString();
            }
        }

        return etags.Count > 0 ? Committed()
            : written.Length > 0 ? new TransactionOutcome.Conflict(refused.Key)
            : throw new StoreUnavailableException($"An answer of the storage account was lost; whether '{refused.Key}' was removed by this call is unknown. Look, and try again.");
    }

    /// <summary>A row that was overwritten since has an ETag that nobody knows: the next replacement by it is a conflict, as it must be.</summary>
    private TransactionOutcome.Committed Committed() =>
        new([.. operations.Select(operation => etags.GetValueOrDefault(operation.Key, ""))]);
}
