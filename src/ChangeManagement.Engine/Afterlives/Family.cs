using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>An instance, its children, theirs, and so on.</summary>
internal sealed record Family(List<(long Id, bool IsEnded)> Members)
{
    public bool IsEnded => Members.TrueForAll(member => member.IsEnded);

    /// <summary>The family of an instance; empty if there is no such instance.</summary>
    public static Family Of(Database database, long id) => new(database.Prepare("""
        WITH RECURSIVE family(id) AS (SELECT ? UNION SELECT instances.id FROM instances JOIN family ON instances.parent=family.id)
        SELECT instances.id, completed IS NOT NULL FROM family JOIN instances ON instances.id=family.id
        """).With(id).All(row => (row.Long(0), row.Int(1) == 1)));
}
