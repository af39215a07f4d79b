using System.Diagnostics.Metrics;

namespace ChangeManagement.Engine;

/// <summary>What the engine counts, under the meter <c>ChangeManagement.Engine</c>.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter meter = new("ChangeManagement.Engine");

    public EngineMetrics()
    {
        Turns = meter.CreateCounter<long>("engine.turns", "{turn}", "Turns committed.");
        Replays = meter.CreateCounter<long>("engine.replays", "{replay}", "Workflows brought back into memory from their history.");
        Quarantined = meter.CreateCounter<long>("engine.quarantined", "{instance}", "Workflows set aside.");
        Refused = meter.CreateCounter<long>("engine.commits.refused", "{commit}", "Commits that the store refused.");
    }

    public Counter<long> Turns { get; }

    public Counter<long> Replays { get; }

    public Counter<long> Quarantined { get; }

    public Counter<long> Refused { get; }

    public void Dispose() => meter.Dispose();
}
