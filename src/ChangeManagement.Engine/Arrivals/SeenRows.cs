using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Arrivals;

/// <summary>Ids of events that an instance has taken; they outlive the events, so that a late repetition is recognised.</summary>
internal static class SeenRows
{
    /// <summary>False if the id was there.</summary>
    public static bool Insert(Database database, long id, string eventId) =>
        database.Prepare("INSERT INTO seen(id, event_id) VALUES(?,?) ON CONFLICT DO NOTHING").With(id).With(eventId).Run() == 1;

    public static void DeleteAll(Database database, long id) => database.Prepare("DELETE FROM seen WHERE id=?").With(id).Run();

    public static HashSet<string> Read(Database database, long id) =>
        database.Prepare("SELECT event_id FROM seen WHERE id=?").With(id).All(row => row.Text(0)).ToHashSet(StringComparer.Ordinal);
}
