using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;

namespace ChangeManagement.Workflows;

/// <summary>What workflows do outside of themselves: record what time causes, tell people, read the change.</summary>
public sealed class ChangeActivities(ChangeDesk desk, ChangeStreams streams, ChangeStatistics statistics, INotices notices, Clock clock)
{
    /// <summary>The stored name of <see cref="Attend"/>.</summary>
    public const string AttendName = "change-attend";

    /// <summary>Records what time has caused, tells people what happened since, and reads the change. Safe to repeat.</summary>
    public async Task<ChangeView> Attend(Attendance attendance, CancellationToken cancellation)
    {
        var change = attendance.HasTimePassed
            ? await RecordTime(attendance.Number, cancellation)
            : await desk.Find(attendance.Number, cancellation);
        if (change is null)
        {
            throw new InvalidOperationException($"{attendance.Number} is not in the register.");
        }

        if (change.Version > attendance.ToldVersion)
        {
            var happened = await streams.History(attendance.Number, attendance.ToldVersion + 1, cancellation);
            await notices.Tell(change, happened, cancellation);
        }

        return ChangeView.Of(change);
    }

    private async Task<Change?> RecordTime(string number, CancellationToken cancellation)
    {
        var change = await desk.Find(number, cancellation);
        var average = change is null ? null : await statistics.AverageImplementationTime(change.Policy.Id, cancellation);
        var caller = new Caller(Actor.Workflow, Correlation: number);
        return await desk.Handle(number, new TimePassed(average), caller, clock(), cancellation) is Handled.Done(var after, _)
            ? after
            : change;
    }
}

/// <summary>The time at the edge, UTC.</summary>
public delegate DateTimeOffset Clock();

/// <summary>Tells people what happened; every message has a key, so that telling twice sends once.</summary>
public interface INotices
{
    /// <summary>Reminds those who review a policy that it is due.</summary>
    Task Tell(Policy policy, ReviewChase chase, CancellationToken cancellation);

    /// <summary>Sends what these events ask to be told.</summary>
    Task Tell(Change change, IReadOnlyList<StoredEvent> happened, CancellationToken cancellation);
}
