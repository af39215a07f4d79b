using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine;

/// <summary>Writes nothing; is done when all that was queued before it is.</summary>
internal sealed class WriterBarrier(Action passed) : WriteRequest
{
    public override bool MayBeRefused => false;

    public override bool Apply(WriteScope scope) => true;

    public override void Committed() => passed();

    public override void Failed(Exception reason) => passed();
}
