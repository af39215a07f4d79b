using ChangeManagement.Engine.Activities;
using ChangeManagement.Engine.Histories;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Arrivals;

/// <summary>Something that came for an instance and waits for its next commit.</summary>
internal abstract class Arrival
{
    /// <summary>Its row in the inbox; 0 when it has none.</summary>
    public long Sequence { get; init; }

    /// <summary>It is on disk, or repeats what is.</summary>
    public virtual void Accept()
    {
    }

    /// <summary>The instance has ended.</summary>
    public virtual void TooLate()
    {
    }

    /// <summary>The store did not take it. True if a caller was told, who may try again; false if it must be kept.</summary>
    public virtual bool Refuse(Exception reason) => false;
}

/// <summary>The request that starts the instance, or repeats the one that did.</summary>
internal sealed class StartArrival(Caller<StartOutcome>? caller, StartOutcome outcome) : Arrival
{
    public override void Accept() => caller?.Answer(outcome);

    public override void TooLate() => Accept();

    public override bool Refuse(Exception reason)
    {
        caller?.Fail(reason);
        return caller is not null;
    }
}

/// <summary>An event.</summary>
internal sealed class EventArrival(HistoryEvent.EventRaised raised, Caller<RaiseOutcome>? caller) : Arrival
{
    public HistoryEvent.EventRaised Raised { get; } = raised;

    public override void Accept() => caller?.Answer(RaiseOutcome.Accepted);

    public override void TooLate() => caller?.Answer(RaiseOutcome.Ended);

    public override bool Refuse(Exception reason)
    {
        caller?.Fail(reason);
        return caller is not null;
    }
}

/// <summary>The end of a task: a timer, a child, or an activity, which then is <paramref name="activity"/>.</summary>
internal sealed class TaskArrival(HistoryEvent fact, ActivityTask? activity = null) : Arrival
{
    public HistoryEvent Fact { get; } = fact;

    /// <summary>The activity whose row goes away with this; null for a timer, a child or one read from the inbox.</summary>
    public ActivityTask? Activity { get; } = activity;
}

/// <summary>An admin's order, or a parent's that was terminated.</summary>
internal sealed class ControlArrival(Control control, string reason, Caller<bool>? caller) : Arrival
{
    public Control Control { get; } = control;

    public string Reason { get; } = reason;

    public override void Accept() => caller?.Answer(true);

    public override void TooLate() => caller?.Answer(false);

    public override bool Refuse(Exception reason)
    {
        caller?.Fail(reason);
        return caller is not null;
    }
}

/// <summary>What an admin may order.</summary>
internal enum Control
{
    Suspend,
    Resume,
    Terminate,
}
