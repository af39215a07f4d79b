using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Requests;

namespace Azure.Data.Tables;

/// <summary>One table. Failures are <see cref="RequestFailedException"/> with the service's status and error code.</summary>
public class TableClient
{
    private readonly TableRequests requests;

    internal TableClient(string name, TableRequests requests)
    {
        Name = name;
        this.requests = requests;
    }

    /// <summary>For mocks.</summary>
    protected TableClient()
    {
    }

    /// <summary>The name of the table.</summary>
    public virtual string Name { get; }

    /// <summary>Values of an interpolated text, quoted as filters want them.</summary>
    public static string CreateQueryFilter(FormattableString filter) => filter.ToString(new Filters());

    /// <summary>Makes the table. Null if there is one.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await requests.Create(Name, cancellationToken).ConfigureAwait(false);
            return Response.FromValue(new TableItem(Name), answer);
        }
        catch (RequestFailedException failure) when (failure.Status == (int)HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    /// <summary>Writes a row that must not exist.</summary>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => requests.Add(Name, entity, cancellationToken);

    /// <summary>Writes a row, whatever was there.</summary>
    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => requests.Write(Name, entity, default, mode, cancellationToken);

    /// <summary>Writes a row that must exist with that ETag.</summary>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => ifMatch == default
        ? throw new ArgumentException("Value cannot be empty.", nameof(ifMatch))
        : requests.Write(Name, entity, ifMatch, mode, cancellationToken);

    /// <summary>Removes a row; one that is not there is an answer of 404, not an exception.</summary>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        requests.Delete(Name, partitionKey, rowKey, ifMatch, cancellationToken);

    /// <summary>A row, or an answer without a value.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var address = Query(requests.Of(Name, partitionKey, rowKey), ("$select", Join(select)));
        var answer = await requests.Get(address, [200, 404], cancellationToken).ConfigureAwait(false);
        if (answer.Status == (int)HttpStatusCode.NotFound)
        {
            return new NoValue<T>(answer);
        }

        using var document = JsonDocument.Parse(answer.Content);
        var entity = EntityJson.Read(document.RootElement);
        entity.ETag = answer.Headers.ETag ?? entity.ETag;
        return Response.FromValue((T)(ITableEntity)entity, answer);
    }

    /// <summary>Rows in the order of their keys, a page of at most 1,000 a request.</summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        // Named once: a sequence may not like to be read for every page.
        var chosen = Join(select);
        return new RowPages<T>((continuation, size) => Page<T>(filter, size ?? maxPerPage, chosen, continuation, cancellationToken));
    }

    /// <summary>All operations or none. They are of one partition.</summary>
    /// <exception cref="TableTransactionFailedException">One of them failed; nothing was written.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
        {
            throw new InvalidOperationException("A transaction has at least one operation.");
        }

        var answer = await requests.SendBatch(new Batch(requests, Name, actions), cancellationToken).ConfigureAwait(false);
        var parts = BatchAnswers.Read(answer);
        return parts.FirstOrDefault(part => part.IsError) is { } failed
            ? throw new TableTransactionFailedException(new RequestFailedException(failed, null, new FailureDetails()))
            : Response.FromValue<IReadOnlyList<Response>>(parts, answer);
    }

    private async Task<Page<T>> Page<T>(string filter, int? size, string select, string continuation, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var next = continuation is null ? default : RowPages.Split(continuation);
        var address = Query(
            requests.Of(Name + "()"),
            ("$filter", filter),
            ("$select", select),
            ("$top", size?.ToString(CultureInfo.InvariantCulture)),
            ("NextPartitionKey", next.Partition),
            ("NextRowKey", next.Row));
        var answer = await requests.Get(address, [200], cancellation).ConfigureAwait(false);
        using var document = JsonDocument.Parse(answer.Content);
        T[] rows = [.. document.RootElement.GetProperty("value").EnumerateArray().Select(row => (T)(ITableEntity)EntityJson.Read(row))];
        return Azure.Page<T>.FromValues(rows, RowPages.Continuation(answer), answer);
    }

    private static string Join(IEnumerable<string> select) => select is null ? null : string.Join(',', select);

    private static string Query(string address, params (string Name, string Value)[] query) =>
        string.Concat([
            address,
            "?$format=application%2Fjson%3Bodata%3Dminimalmetadata",
            .. query.Where(part => part.Value is not null).Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value)}"),
        ]);
}
