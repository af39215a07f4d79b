using System.Collections.Immutable;
using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications;

/// <summary>What one person is told, before it takes the form of a channel: mail, a Teams card, Slack blocks. Texts are plain, never markup.</summary>
public sealed record Message
{
    /// <summary>The same for the same cause and person: sending it twice is one message.</summary>
    public required string Key { get; init; }

    /// <summary>What sort of message it is.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Who is told.</summary>
    public required Person To { get; init; }

    /// <summary>The change it is about, whose messages form one thread; null: none.</summary>
    public string? Change { get; init; }

    /// <summary>One line, for example <c>Approval requested: CHG-2026-001 Rotate the keys</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What is asked of the person, or what happened, in one sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>Why this person is told: the role, the stage, the clauses; null: it goes without saying.</summary>
    public string? Because { get; init; }

    /// <summary>More of it, a paragraph each.</summary>
    public ImmutableArray<string> Paragraphs { get; init; } = [];

    /// <summary>Until when they must act, in their zone; null: they need not, or at any time.</summary>
    public MessageFact? Deadline { get; init; }

    /// <summary>What the person needs in order to judge: requester, risk with its reasons, window, rollback plan.</summary>
    public ImmutableArray<MessageFact> Facts { get; init; } = [];

    /// <summary>What was amended since the person was asked before.</summary>
    public ImmutableArray<MessageDifference> Differences { get; init; } = [];

    /// <summary>A list of things, for example what waits for the person.</summary>
    public ImmutableArray<MessageItem> Items { get; init; } = [];

    /// <summary>The one honest button; null: none.</summary>
    public MessageAction? Action { get; init; }

    /// <summary>The short code that the decision asks for (A2); null: none is asked.</summary>
    public string? Code { get; init; }

    /// <summary>What stands before the at sign of the address that takes this person's answer by mail; null: it cannot be answered by mail.</summary>
    public string? ReplyKey { get; init; }

    /// <summary>When its cause happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A line of facts.</summary>
public sealed record MessageFact(string Label, string Value);

/// <summary>A field that was amended.</summary>
public sealed record MessageDifference(string Label, string Before, string After);

/// <summary>A line of a list. <paramref name="Path"/>: on this site; null: it leads nowhere.</summary>
public sealed record MessageItem(string Title, string Detail, string? Path);

/// <summary>Where the button leads. <paramref name="Path"/>: on this site.</summary>
public sealed record MessageAction(string Label, string Path);

/// <summary>The sorts of messages.</summary>
public enum MessageKind
{
    /// <summary>Something happened that the person wants to know.</summary>
    Update,

    /// <summary>An approval is asked for.</summary>
    Request,

    /// <summary>It is asked for again.</summary>
    Reminder,

    /// <summary>It is late, and others are asked too.</summary>
    Escalation,

    /// <summary>Somebody passed their approval on to this person.</summary>
    Delegated,

    /// <summary>An approver asks the requester, or the requester answers.</summary>
    Question,

    /// <summary>An approval ended in a decision.</summary>
    Decision,

    /// <summary>The answers did not come in time.</summary>
    Expired,

    /// <summary>The change was amended; what was asked before is void.</summary>
    Superseded,

    /// <summary>An emergency was raised.</summary>
    Emergency,

    /// <summary>Something owed is due.</summary>
    DutyDue,

    /// <summary>Something owed is late.</summary>
    DutyOverdue,

    /// <summary>About rolling back.</summary>
    Rollback,

    /// <summary>What waits for the person, once a day.</summary>
    Digest,

    /// <summary>A policy is to be reviewed.</summary>
    Review,

    /// <summary>A link to sign in.</summary>
    SignIn,

    /// <summary>How to answer, because an answer was not understood.</summary>
    Help,
}
