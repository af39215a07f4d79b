using System.Collections.Immutable;
using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications;

/// <summary>What some people are to be told because of one event. Its texts may hold instants as <see cref="Calendars.LocalClock.Localize"/> reads them.</summary>
/// <param name="To">The people, each once.</param>
/// <param name="Kind">What sort of message it becomes.</param>
/// <param name="What">The beginning of the subject, for example <c>Approval requested</c>.</param>
/// <param name="Headline">What is asked of them, or what happened, in one sentence.</param>
/// <param name="Text">More of it; empty: nothing.</param>
/// <param name="Stage">The stage whose approval page the message links to; null: it links to the change.</param>
public sealed record Notice(
    ImmutableArray<Person> To, MessageKind Kind, string What, string Headline, string Text = "", string? Stage = null)
{
    /// <summary>Why these people are told; null: it goes without saying.</summary>
    public string? Because { get; init; }

    /// <summary>Until when they must act; null: they need not, or at any time.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>What is theirs to do, each with its deadline.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];
}
