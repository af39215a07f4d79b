using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Testing.Azurite;

/// <summary>One request to the tables of a storage account.</summary>
/// <param name="Operation"><c>get</c>, <c>query</c>, <c>insert</c>, <c>replace</c>, <c>put</c>, <c>delete</c>, <c>batch</c> or <c>create</c>.</param>
/// <param name="Table">With its prefix; of a batch that of its first operation.</param>
/// <param name="Partition">Null where the request does not name it in its address.</param>
public sealed partial record StorageCall(string Operation, string Table, string? Partition)
{
    /// <summary>True if it changes rows.</summary>
    public bool IsWrite => Operation is not ("get" or "query");

    internal static StorageCall Of(HttpRequest request, string body)
    {
        var path = request.Path.Value!.Split('/', 3)[^1];
        if (path == "$batch")
        {
            var first = FirstOfBatch().Match(body);
            return new StorageCall("batch", first.Groups["table"].Value, PartitionIn(Uri.UnescapeDataString(first.Value)) ?? PartitionIn(body));
        }

        var table = path.Split('(')[0];
        var operation = request.Method switch
        {
            "GET" => path.EndsWith("()", StringComparison.Ordinal) ? "query" : "get",
            "POST" => table == "Tables" ? "create" : "insert",
            "PUT" => request.Headers.IfMatch.Count > 0 ? "replace" : "put",
            "DELETE" => "delete",
            _ => request.Method,
        };
        return new StorageCall(operation, table, PartitionIn(path) ?? PartitionIn(request.Query["$filter"].ToString()) ?? PartitionIn(body));
    }

    private static string? PartitionIn(string text) => Partitions().Match(text) is { Success: true } found ? found.Groups["partition"].Value : null;

    [GeneratedRegex(@"^(POST|PUT|DELETE|PATCH) https?://[^/]+/[^/]+/(?<table>\w+)\S*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstOfBatch();

    [GeneratedRegex("""PartitionKey(='| eq '|":")(?<partition>[^'"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Partitions();
}
