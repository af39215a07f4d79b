using System.Globalization;
using System.Text;
using ChangeManagement.Engine.Orchestration;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Instances;

/// <summary>Instances as admins see them.</summary>
internal static class InstanceQuery
{
    private const int LargestPage = 1000;

    private const string Select =
        "SELECT id, instance, kind, status, created, updated, completed, input, output, custom_status, error_type, error_message FROM instances";

    public static WorkflowInstance? Find(Database database, string instanceId) =>
        database.Prepare(Select + " WHERE instance=?").With(instanceId).One(Parse);

    /// <summary>A page, the most recently updated first. The cursor is the last row's place in that order.</summary>
    public static WorkflowPage Page(Database database, WorkflowQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, LargestPage);
        var sql = new StringBuilder(Select).Append(" WHERE 1");
        var cursor = ParseCursor(query.After);
        sql.Append(query.State is null ? "" : " AND status=?");
        sql.Append(query.Kind is null ? "" : " AND kind=?");
        sql.Append(query.IdPrefix is null ? "" : " AND substr(instance, 1, length(?))=?");
        sql.Append(query.UpdatedBefore is null ? "" : " AND updated<?");
        sql.Append(cursor is null ? "" : " AND (updated, id)<(?,?)");
        sql.Append(" ORDER BY updated DESC, id DESC LIMIT ?");

        var statement = database.Prepare(sql.ToString());
        _ = query.State is { } state ? statement.With(StoredState.Name(state)) : statement;
        _ = query.Kind is { } kind ? statement.With(kind) : statement;
        _ = query.IdPrefix is { } prefix ? statement.With(prefix).With(prefix) : statement;
        _ = query.UpdatedBefore is { } before ? statement.With(before.UtcTicks) : statement;
        _ = cursor is { } at ? statement.With(at.Updated).With(at.Id) : statement;
        var rows = statement.With(limit + 1).All(row => (Id: row.Long(0), Updated: row.Long(5), Instance: Parse(row)));

        var next = rows.Count > limit ? $"{rows[limit - 1].Updated:x}-{rows[limit - 1].Id:x}" : null;
        return new WorkflowPage([.. rows.Take(limit).Select(row => row.Instance)], next);
    }

    private static (long Updated, long Id)? ParseCursor(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = cursor.Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var updated)
            && long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? (updated, id)
            : throw new UnknownCursorException(cursor);
    }

    private static WorkflowInstance Parse(Statement row)
    {
        var state = row.Text(3);
        var instance = new WorkflowInstance(
            row.Text(1), row.Text(2), StoredState.Parse(state),
            Instant(row.Long(4)), Instant(row.Long(5)), row.IsNull(6) ? null : Instant(row.Long(6)),
            row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9), row.TextOrNull(10), row.TextOrNull(11));
        return StoredState.IsKnown(state) ? instance : instance with
        {
            ErrorType = RunFault.Unreadable,
            ErrorMessage = $"It is '{state}', which this release does not know; deploy the release that wrote it, or terminate it.",
        };
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
