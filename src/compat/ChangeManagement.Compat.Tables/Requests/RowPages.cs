namespace Azure.Data.Tables.Requests;

/// <summary>Rows by pages, each asked for when it is wanted.</summary>
internal sealed class RowPages<T>(Func<string, int?, Task<Page<T>>> read) : AsyncPageable<T>
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

/// <summary>Where the next page begins: what the service says in two headers, as one text.</summary>
internal static class RowPages
{
    private const char Between = ' ';

    public static string Continuation(Response answer) =>
        answer.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)
        && answer.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row)
            ? $"{partition}{Between}{row}"
            : null;

    public static (string Partition, string Row) Split(string continuation) =>
        continuation.Split(Between, 2) is [var partition, var row] ? (partition, row) : (continuation, null);
}
