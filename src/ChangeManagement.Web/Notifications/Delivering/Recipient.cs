using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChangeManagement.Web.Notifications.Sending;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>One person who is told.</summary>
/// <param name="Person">Id in the directory.</param>
/// <param name="State">How far it has come.</param>
/// <param name="NextAttempt">When it is tried next, UTC; null unless it waits.</param>
/// <param name="Attempts">What was tried, in order.</param>
/// <param name="Heard">Ids of what a channel reported later, so that each report counts once.</param>
public sealed record Recipient(
    string Person, DeliveryState State, DateTimeOffset? NextAttempt, ImmutableArray<Attempt> Attempts, ImmutableArray<string> Heard)
{
    // As a mail server does: it may come back within the day.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>Somebody to be told now.</summary>
    public static Recipient Waiting(string person, DateTimeOffset now) => new(person, DeliveryState.Waiting, now, [], []);

    /// <summary>How many of the first attempts do not count any more: an administrator has ordered to begin again.</summary>
    public int Forgotten { get; init; }

    /// <summary>The channel of the last attempt; null: none was made.</summary>
    [JsonIgnore]
    public Channel? Channel => Attempts.LastOrDefault()?.Channel;

    private IEnumerable<Attempt> Counting => Attempts.Skip(Forgotten);

    /// <summary>Whether it is to be tried.</summary>
    public bool IsDue(DateTimeOffset now) => State is DeliveryState.Waiting && NextAttempt <= now;

    /// <summary>Whether the channel has said that it never reaches the person with this.</summary>
    public bool IsRefusedBy(Channel channel) => Counting.Any(attempt => attempt.Channel == channel && attempt.Outcome is AttemptOutcome.Refused);

    /// <summary>There is nothing to be told any more.</summary>
    public Recipient NotNeeded() => this with { State = DeliveryState.NotNeeded, NextAttempt = null };

    /// <summary>No channel reaches the person.</summary>
    public Recipient Failed() => this with { State = DeliveryState.Failed, NextAttempt = null };

    /// <summary>After an attempt. One that is put off for longer than a day is refused.</summary>
    public Recipient After(Channel channel, Dispatch dispatch, DateTimeOffset now) => dispatch switch
    {
        Dispatch.Sent sent => With(DeliveryState.Sent, next: null, new Attempt(now, channel, AttemptOutcome.Sent, Reason: null, sent.Reference)),
        Dispatch.TryLater later when now + PauseAfter(channel, later) is var next && next - FirstAttempt(channel, now) <= Patience =>
            With(DeliveryState.Waiting, next, new Attempt(now, channel, AttemptOutcome.PutOff, later.Reason, Reference: null)),
        Dispatch.TryLater later => With(
            DeliveryState.Waiting, now, new Attempt(now, channel, AttemptOutcome.Refused, $"{later.Reason} It was tried for a day.", Reference: null)),
        Dispatch.Refused refused => With(DeliveryState.Waiting, now, new Attempt(now, channel, AttemptOutcome.Refused, refused.Reason, Reference: null)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The channel of the last attempt reports that the person has it.</summary>
    /// <param name="report">The report's id; one that was heard before changes nothing.</param>
    public Recipient Arrived(Channel channel, string report) =>
        Heard.Contains(report) ? this
        : this with { State = State is DeliveryState.Sent && Channel == channel ? DeliveryState.Arrived : State, Heard = Heard.Add(report) };

    /// <summary>The channel took it over and reports that it came back: the next channel is tried at once.</summary>
    /// <inheritdoc cref="Arrived"/>
    public Recipient CameBack(Channel channel, string reason, string report, DateTimeOffset now)
    {
        if (Heard.Contains(report))
        {
            return this;
        }

        var heard = this with { Heard = Heard.Add(report) };
        return State is DeliveryState.Sent or DeliveryState.Arrived && Channel == channel
            ? heard.With(DeliveryState.Waiting, now, new Attempt(now, channel, AttemptOutcome.Refused, reason, Reference: null))
            : heard;
    }

    /// <summary>Somebody wants it tried again from the first channel on.</summary>
    public Recipient Again(DateTimeOffset now) => this with { State = DeliveryState.Waiting, NextAttempt = now, Forgotten = Attempts.Length };

    private Recipient With(DeliveryState state, DateTimeOffset? next, Attempt attempt) =>
        this with { State = state, NextAttempt = next, Attempts = Attempts.Add(attempt) };

    private DateTimeOffset FirstAttempt(Channel channel, DateTimeOffset now) =>
        Counting.Where(attempt => attempt.Channel == channel).Select(attempt => (DateTimeOffset?)attempt.At).FirstOrDefault() ?? now;

    /// <summary>Each pause is twice the one before up to half an hour, and never shorter than the channel asks for.</summary>
    private TimeSpan PauseAfter(Channel channel, Dispatch.TryLater later)
    {
        var before = Counting.Count(attempt => attempt.Channel == channel);
        var pause = before > 6 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << before, LongestPause.Ticks));
        return later.After > pause ? later.After.Value : pause;
    }
}

/// <summary>How far a delivery to one person has come.</summary>
public enum DeliveryState
{
    /// <summary>It is to be tried, now or later.</summary>
    Waiting,

    /// <summary>A channel took it over.</summary>
    Sent,

    /// <summary>A channel took it over and reports that the person has it.</summary>
    Arrived,

    /// <summary>What it was to tell does not hold any more.</summary>
    NotNeeded,

    /// <summary>No channel reaches the person.</summary>
    Failed,
}

/// <summary>One attempt.</summary>
/// <param name="At">UTC.</param>
/// <param name="Reason">Why it did not work; null: it did. It names no address.</param>
/// <param name="Reference">The channel's id of the message; null: it gives none.</param>
public sealed record Attempt(DateTimeOffset At, Channel Channel, AttemptOutcome Outcome, string? Reason, string? Reference);

/// <summary>What came of an attempt.</summary>
public enum AttemptOutcome
{
    /// <summary>The channel took it over.</summary>
    Sent,

    /// <summary>It may work later.</summary>
    PutOff,

    /// <summary>It never will.</summary>
    Refused,
}
