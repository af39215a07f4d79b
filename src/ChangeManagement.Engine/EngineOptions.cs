using System.Reflection;
using System.Text.Json;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine;

/// <summary>How the embedded engine runs. The defaults fit one small server.</summary>
public sealed class EngineOptions
{
    /// <summary>How inputs, results and events become JSON. Default: the web defaults.</summary>
    public JsonSerializerOptions Json { get; set; } = JsonSerializerOptions.Web;

    /// <summary>How many workflows at rest stay in memory; 0 replays every turn. Default 10,000.</summary>
    public int HotInstances { get; set; } = 10_000;

    /// <summary>What they may take together, in bytes, estimated. Default 64 MB.</summary>
    public long HotBytes { get; set; } = 64L << 20;

    /// <summary>After every so many turns the instance is replayed from disk and compared with the one in memory; 0 never. Default 0.</summary>
    public int VerifyEvery { get; set; }

    /// <summary>How many callers may wait for an answer before more are refused with 503. Default 10,000.</summary>
    public int CallerLimit { get; set; } = 10_000;

    /// <summary>How many arrivals an instance may have waiting before events for it are refused with 503. Default 10,000.</summary>
    public int InboxLimit { get; set; } = 10_000;

    /// <summary>How many arrivals one turn takes. Default 1,000; at least 1.</summary>
    public int TurnLimit { get; set; } = 1_000;

    /// <summary>How many timers are kept in memory; the others wait in the index. Default 10,000; at least 1.</summary>
    public int TimerWindow { get; set; } = 10_000;

    /// <summary>After so many ends of the process during it, an activity fails and a workflow is quarantined. Default 5.</summary>
    public int CrashLimit { get; set; } = 5;

    /// <summary>When a commit that the store refused is tried again. Default 1 s.</summary>
    public TimeSpan StoreRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Names this build of the workflows: what one deployment quarantined, another one tries again. Default: the identity of the assemblies
    /// that the process started from.
    /// </summary>
    public string Deployment { get; set; } = string.Join(
        '+',
        new[] { Assembly.GetEntryAssembly(), typeof(WorkflowCatalog).Assembly, typeof(EngineOptions).Assembly }
            .OfType<Assembly>().Select(assembly => assembly.ManifestModule.ModuleVersionId.ToString("n")));
}
