using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests;

public sealed class HotTasks : TaskConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotTimers : TimerConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotEvents : EventConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotChildren : ChildConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotStarts : StartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotControls : ControlConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotReplays : ReplayConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class EvictedTasks : TaskConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedTimers : TimerConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedEvents : EventConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedChildren : ChildConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedStarts : StartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedControls : ControlConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedReplays : ReplayConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class HotRewinds : RewindConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotRestarts : RestartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotPurges : PurgeConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class HotQueries : QueryConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class EvictedRewinds : RewindConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedRestarts : RestartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedPurges : PurgeConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class EvictedQueries : QueryConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class HotQuarantines : QuarantineConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class EvictedQuarantines : QuarantineConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class HotFamilyPurges : FamilyPurgeConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class EvictedFamilyPurges : FamilyPurgeConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}

public sealed class HotHistories : HistoryConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Hot(catalog);
}

public sealed class EvictedHistories : HistoryConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => EmbeddedHost.Evicted(catalog);
}
