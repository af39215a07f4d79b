using ChangeManagement.Workflows;

namespace ChangeManagement.Testing.Conformance;

/// <summary>What the rules of rewinding and restarting share: steps that can be broken, mended and counted.</summary>
public abstract class RevivalConformance : WorkflowConformance
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly List<string> runs = [];

    /// <summary>Adds the step that can be broken.</summary>
    protected RevivalConformance() => Catalog.AddActivity<string, string>("step", (name, _) =>
    {
        lock (runs)
        {
            runs.Add(name);
            return IsBroken(name) ? throw new InvalidOperationException($"{name} is broken") : Task.FromResult(name);
        }
    });

    /// <summary>Has these steps fail until they are mended.</summary>
    protected void Break(params string[] steps)
    {
        lock (runs)
        {
            broken.UnionWith(steps);
        }
    }

    /// <summary>Has no step fail any more.</summary>
    protected void Mend()
    {
        lock (runs)
        {
            broken.Clear();
        }
    }

    /// <summary>Whether a step fails now.</summary>
    protected bool IsBroken(string step)
    {
        lock (runs)
        {
            return broken.Contains(step);
        }
    }

    /// <summary>The steps that ran, in order.</summary>
    protected IReadOnlyList<string> Ran
    {
        get
        {
            lock (runs)
            {
                return [.. runs];
            }
        }
    }

    /// <summary>How often a step ran.</summary>
    protected int Runs(string step) => Ran.Count(run => run == step);

    /// <summary>Calls an activity that gives its name, or fails while it is broken.</summary>
    protected static Task<string> Step(IWorkflowContext context, string name) => context.Call<string>("step", name);
}
