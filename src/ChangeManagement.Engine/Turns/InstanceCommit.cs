using ChangeManagement.Engine.Arrivals;
using ChangeManagement.Engine.Instances;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Turns;

/// <summary>A commit of one instance. It is busy until the engine's thread hears how it went.</summary>
internal abstract class InstanceCommit(Instance instance, List<Arrival> arrivals) : WriteRequest
{
    private Action<InstanceCommit, Exception?>? heard;

    public Instance Instance { get; } = instance;

    /// <summary>What the commit takes; answered when it is done.</summary>
    public List<Arrival> Arrivals { get; } = arrivals;

    /// <summary>Instances created with it, busy until then.</summary>
    public List<Instance> Children { get; } = [];

    public override bool MayBeRefused => false;

    /// <summary>Sets who hears of the outcome; called on the writer's thread.</summary>
    public void Tell(Action<InstanceCommit, Exception?> listener) => heard = listener;

    public override void Committed() => heard!(this, null);

    public override void Failed(Exception reason) => heard!(this, reason);
}
