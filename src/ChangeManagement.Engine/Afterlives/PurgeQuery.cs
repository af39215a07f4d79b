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
    public static int Count(Database database, WorkflowQuery query)
    {
        var doomed = new HashSet<long>();
        var portion = Portion(database, query, after: 0);
        while (true)
        {
            foreach (var family in portion.Roots.Select(root => Family.Of(database, root)).Where(family => family.IsEnded))
            {
                doomed.UnionWith(family.Members.Select(member => member.Id));
            }

            if (!portion.HasMore)
            {
                return doomed.Count;
            }

            portion = Portion(database, query, portion.Roots[^1]);
        }
    }
}

/// <summary>Some of what is to be purged, in the order of their ids.</summary>
internal sealed record PurgePortion(List<long> Roots, bool HasMore);
