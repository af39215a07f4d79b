using ChangeManagement.Testing.Conformance;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Workflows;

namespace ChangeManagement.Functions.Tests.Durable;

// What every host promises, on Durable Functions as its fakes model it. Tasks, timers, events, children, starts, status and replay prove the
// adapters against its faults; of suspend, terminate, rewind, restart and purge they prove only that the adapters ask for the right thing, because
// below the fakes it is the embedded engine that does it.
//
// Not inherited, because only the embedded engine has it:
// - QuarantineConformance: Durable Functions fails an orchestration whose code no longer fits its history, and has no "set aside".
// - FamilyPurgeConformance: its instances do not name their parents, so nobody can refuse to purge a family of which a member runs.
// - HistoryConformance: the client of its Functions extension offers no history in turns; its monitor shows it.
// - Crash and recovery, faults at every store access, power loss, kill loop, fencing, poison, simulation (the other suites of Engine.Tests): they
//   are about the engine's own file.
// Differs, and the suites ask the host: the generation (always 1) and the reason of a suspension (not told).

public sealed class DurableTasks : TaskConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableTimers : TimerConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableEventsConformance : EventConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableChildren : ChildConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableStarts : StartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableControls : ControlConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableReplays : ReplayConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableRewinds : RewindConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableRestarts : RestartConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurablePurges : PurgeConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}

public sealed class DurableQueries : QueryConformance
{
    protected override Task<WorkflowHost> StartHost(WorkflowCatalog catalog) => DurableHost.Start(catalog);
}
