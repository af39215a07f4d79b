using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Requests;

/// <summary>Writes requests of the service's protocol and sends them.</summary>
internal sealed class TableRequests(Uri endpoint, HttpPipeline pipeline, string version)
{
    private const string Json = "application/json";
    private const string JsonWithTags = "application/json;odata=minimalmetadata";
    private readonly string root = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>The address of a table, or with <c>()</c> of its rows.</summary>
    public string Of(string path) => $"{root}/{path}";

    /// <summary>The address of a row.</summary>
    public string Of(string table, string partitionKey, string rowKey) => $"{root}/{table}(PartitionKey='{Quote(partitionKey)}',RowKey='{Quote(rowKey)}')";

    public Task<Response> Create(string table, CancellationToken cancellation) =>
        Send(RequestMethod.Post, Of("Tables"), BinaryData.FromString($$"""{"TableName":"{{table}}"}"""), default, [201, 204], cancellation);

    public Task<Response> Add(string table, ITableEntity entity, CancellationToken cancellation) =>
        Send(RequestMethod.Post, Of(table), new BinaryData(EntityJson.Write(entity)), default, [201, 204], cancellation);

    public Task<Response> Write(string table, ITableEntity entity, ETag ifMatch, TableUpdateMode mode, CancellationToken cancellation) => Send(
        MethodOf(mode), Of(table, entity.PartitionKey, entity.RowKey), new BinaryData(EntityJson.Write(entity)), ifMatch, [204], cancellation);

    /// <summary>A row that is not there is no error: the status says so.</summary>
    public Task<Response> Delete(string table, string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellation) =>
        Send(RequestMethod.Delete, Of(table, partitionKey, rowKey), null, ifMatch == default ? ETag.All : ifMatch, [204, 404], cancellation);

    public Task<Response> Get(string address, int[] expected, CancellationToken cancellation) =>
        Send(RequestMethod.Get, address, null, default, expected, cancellation);

    /// <summary>Sends a transaction; the answer holds an answer to each of its operations, or one to that which failed.</summary>
    public async Task<Response> SendBatch(Batch batch, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage();
        Prepare(message.Request, RequestMethod.Post, Of("$batch"));
        message.Request.Headers.Add("Accept", Json);
        message.Request.Headers.Add("Content-Type", batch.ContentType);
        message.Request.Content = RequestContent.Create(batch.Write());
        return await Send(message, [202], cancellation).ConfigureAwait(false);
    }

    public static RequestMethod MethodOf(TableUpdateMode mode) => mode is TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;

    private async Task<Response> Send(
        RequestMethod method, string address, BinaryData body, ETag ifMatch, int[] expected, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage();
        Prepare(message.Request, method, address);
        message.Request.Headers.Add("Accept", JsonWithTags);
        if (ifMatch != default)
        {
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        }

        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", Json);
            message.Request.Headers.Add("Prefer", "return-no-content");
            message.Request.Content = RequestContent.Create(body);
        }

        return await Send(message, expected, cancellation).ConfigureAwait(false);
    }

    private void Prepare(Request request, RequestMethod method, string address)
    {
        request.Method = method;
        request.Uri.Reset(new Uri(address));
        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("DataServiceVersion", "3.0");
    }

    private async Task<Response> Send(HttpMessage message, int[] expected, CancellationToken cancellation)
    {
        await pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        return expected.Contains(message.Response.Status) ? message.Response : throw new RequestFailedException(message.Response);
    }

    private static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
