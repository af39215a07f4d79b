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
        "SELECT id, instance, kind, status, created, updated, completed, input, output, custom_status, error_type, error_message, "
        + "generation, coalesce(error_hash, health) FROM instances";

    private const string IsWaitingFor =
        " AND completed IS NULL AND json_valid(custom_status) AND EXISTS(SELECT 1 FROM json_each(custom_status, '$.phases') WHERE value=?)";

    public static WorkflowInstance? Find(Database database, string instanceId) =>
        database.Prepare(Select + " WHERE instance=?").With(instanceId).One(Parse);

    /// <summary>A page, the most recently updated first. The cursor is the last row's place in that order.</summary>
    public static WorkflowPage Page(Database database, WorkflowQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, LargestPage);
        var cursor = ParseCursor(query.After);
        var sql = Select + " WHERE 1" + Filter(query) + (cursor is null ? "" : " AND (updated, id)<(?,?)") + " ORDER BY updated DESC, id DESC LIMIT ?";
        var statement = Bind(database.Prepare(sql), query);
        _ = cursor is { } at ? statement.With(at.Updated).With(at.Id) : statement;
        var rows = statement.With(limit + 1).All(row => (Id: row.Long(0), Updated: row.Long(5), Instance: Parse(row)));

        var next = rows.Count > limit ? $"{rows[limit - 1].Updated:x}-{rows[limit - 1].Id:x}" : null;
        return new WorkflowPage([.. rows.Take(limit).Select(row => row.Instance)], next);
    }

    /// <summary>What went wrong, the largest group first. A quarantine without a hash of its own counts by its reason.</summary>
    public static IReadOnlyList<WorkflowErrorGroup> ErrorGroups(Database database) =>
        // With max() SQLite takes the other columns from the row that has it.
        database.Prepare("""
            SELECT coalesce(error_hash, health), count(*), max(updated), error_type, error_message FROM instances
            WHERE status IN ('failed','quarantined') AND coalesce(error_hash, health) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT 100
            """).All(row => new WorkflowErrorGroup(row.Text(0), row.Int(1), Instant(row.Long(2)), row.TextOrNull(3), row.TextOrNull(4)));

    /// <summary>The conditions of a query, each beginning with AND; <see cref="Bind"/> gives them their values.</summary>
    public static string Filter(WorkflowQuery query) => new StringBuilder()
        .Append(query.State is null ? "" : " AND status=?")
        .Append(query.Kind is null ? "" : " AND kind=?")
        .Append(query.IdPrefix is null ? "" : " AND substr(instance, 1, length(?))=?")
        .Append(query.UpdatedBefore is null ? "" : " AND updated<?")
        .Append(query.CreatedBefore is null ? "" : " AND created<?")
        .Append(query.ErrorGroup is null ? "" : " AND coalesce(error_hash, health)=?")
        .Append(query.WaitingFor is null ? "" : IsWaitingFor)
        .ToString();

    /// <summary>Binds the values of <see cref="Filter"/>, in its order.</summary>
    public static Statement Bind(Statement statement, WorkflowQuery query)
    {
        _ = query.State is { } state ? statement.With(StoredState.Name(state)) : statement;
        _ = query.Kind is { } kind ? statement.With(kind) : statement;
        _ = query.IdPrefix is { } prefix ? statement.With(prefix).With(prefix) : statement;
        _ = query.UpdatedBefore is { } updated ? statement.With(updated.UtcTicks) : statement;
        _ = query.CreatedBefore is { } created ? statement.With(created.UtcTicks) : statement;
        _ = query.ErrorGroup is { } group ? statement.With(group) : statement;
        return query.WaitingFor is { } phase ? statement.With(phase) : statement;
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
            row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9), row.TextOrNull(10), row.TextOrNull(11))
        {
            Generation = row.Int(12),
            ErrorGroup = row.TextOrNull(13),
        };
        return StoredState.IsKnown(state) ? instance : instance with
        {
            ErrorType = RunFault.Unreadable,
            ErrorMessage = $"It is '{state}', which this release does not know; deploy the release that wrote it, or terminate it.",
        };
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
