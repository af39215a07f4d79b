using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Takes messages to people by one channel. Senders know nothing of retries: they try once and say what came of it.</summary>
public interface ISender
{
    /// <summary>The channel.</summary>
    Channel Channel { get; }

    /// <summary>Whether the person has an address on the channel.</summary>
    bool Reaches(Person person);

    /// <summary>Tries once. Throws only when <paramref name="cancellation"/> is cancelled.</summary>
    Task<Dispatch> Send(Message message, CancellationToken cancellation);
}

/// <summary>The ways to a person.</summary>
public enum Channel
{
    /// <summary>Electronic mail.</summary>
    Mail,

    /// <summary>A card in Teams.</summary>
    Teams,

    /// <summary>A message in Slack.</summary>
    Slack,
}

/// <summary>What came of an attempt.</summary>
public abstract record Dispatch
{
    /// <summary>The channel took it over.</summary>
    /// <param name="Reference">The channel's id of it; null: it gives none.</param>
    public sealed record Sent(string? Reference = null) : Dispatch;

    /// <summary>Not now: the same may work later.</summary>
    /// <param name="After">How long the channel wants to be left alone (Retry-After); null: it did not say.</param>
    public sealed record TryLater(string Reason, TimeSpan? After = null) : Dispatch;

    /// <summary>Never: another channel or person must be tried.</summary>
    public sealed record Refused(string Reason) : Dispatch;
}
