using System.Text;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine;

/// <summary>One turn of a history: what came in and what the code made of it, as a JSON array.</summary>
/// <param name="Turn">Counted from 1.</param>
/// <param name="Events">The first line says when the turn ran.</param>
public sealed record HistoryTurn(int Turn, string Events)
{
    internal static IReadOnlyList<HistoryTurn> Read(Database database, string instanceId, int after, int limit) =>
        InstanceRows.Read(database, instanceId) is { } instance
            ? HistoryRows.Read(database, instance.Id, instance.Generation, after, limit)
                .ConvertAll(row => new HistoryTurn(row.Turn, Encoding.UTF8.GetString(row.Events)))
            : [];
}
