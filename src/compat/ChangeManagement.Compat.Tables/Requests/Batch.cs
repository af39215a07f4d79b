using System.Text;

namespace Azure.Data.Tables.Requests;

/// <summary>A transaction as the protocol wants it: requests in a change set in a batch, each a part of multipart/mixed.</summary>
internal sealed class Batch(TableRequests requests, string table, IReadOnlyList<TableTransactionAction> actions)
{
    private readonly string batch = $"batch_{Guid.NewGuid()}";
    private readonly string changes = $"changeset_{Guid.NewGuid()}";

    public string ContentType => $"multipart/mixed; boundary={batch}";

    public byte[] Write()
    {
        var text = new StringBuilder().Line($"--{batch}").Line($"Content-Type: multipart/mixed; boundary={changes}").Line("");
        foreach (var action in actions)
        {
            text.Line($"--{changes}").Line("Content-Type: application/http").Line("Content-Transfer-Encoding: binary").Line("");
            Write(text, action);
        }

        return Encoding.UTF8.GetBytes(text.Line($"--{changes}--").Line("").Line($"--{batch}--").ToString());
    }

    private void Write(StringBuilder text, TableTransactionAction action)
    {
        var (keyed, body) = (requests.Of(table, action.Entity.PartitionKey, action.Entity.RowKey), Encoding.UTF8.GetString(EntityJson.Write(action.Entity)));
        var (method, address) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", requests.Of(table)),
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => ("PUT", keyed),
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => ("PATCH", keyed),
            TableTransactionActionType.Delete => ("DELETE", keyed),
            _ => throw new InvalidOperationException($"A transaction does not know {action.ActionType}."),
        };
        var condition = action.ActionType switch
        {
            TableTransactionActionType.Delete => action.ETag == default ? ETag.All : action.ETag,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpdateMerge => action.ETag,
            _ => default,
        };
        text.Line($"{method} {address} HTTP/1.1").Line("Accept: application/json;odata=minimalmetadata").Line("DataServiceVersion: 3.0");
        if (condition != default)
        {
            text.Line($"If-Match: {condition}");
        }

        if (method is "DELETE")
        {
            text.Line("");
            return;
        }

        text.Line("Content-Type: application/json").Line("Prefer: return-no-content").Line("").Line(body);
    }
}

file static class Lines
{
    public static StringBuilder Line(this StringBuilder text, string line) => text.Append(line).Append("\r\n");
}
