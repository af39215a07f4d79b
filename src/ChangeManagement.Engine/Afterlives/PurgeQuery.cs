using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Afterlives;

/// <summary>Chooses what a purge by filter removes.</summary>
internal static class PurgeQuery
{
    private const int PortionSize = 100;

    // A child goes with its parent, not while that runs and may look for it.
    private const string Select = """
        SELECT id FROM instances WHERE completed IS NOT NULL
          AND NOT EXISTS(SELECT 1 FROM instances AS parents WHERE parents.id=instances.parent AND parents.completed IS NULL) AND id>?
        """;

    /// <summary>The next instances that fit.</summary>
    public static PurgePortion Portion(Database database, WorkflowQuery query, long after)
    {
        var sql = Select + InstanceQuery.Filter(query) + " ORDER BY id LIMIT ?";
        var roots = InstanceQuery.Bind(database.Prepare(sql).With(after), query).With(PortionSize).All(row => row.Long(0));
        return new PurgePortion(roots, roots.Count == PortionSize);
    }

    /// <summary>How many would go, children included.</summary>
    public static int Count(Database database, WorkflowQuery query) => InstanceQuery.Bind(database.Prepare($"""
        WITH RECURSIVE
          family(root, id) AS (
            SELECT id, id FROM ({Select}{InstanceQuery.Filter(query)})
            UNION SELECT family.root, instances.id FROM instances JOIN family ON instances.parent=family.id),
          running(root) AS (SELECT root FROM family JOIN instances ON instances.id=family.id WHERE completed IS NULL)
        SELECT count(DISTINCT id) FROM family WHERE root NOT IN running
        """).With(0L), query).One(row => row.Int(0));
}

/// <summary>Some of what is to be purged, in the order of their ids.</summary>
internal sealed record PurgePortion(List<long> Roots, bool HasMore);
