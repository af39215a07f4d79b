using System.Diagnostics;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>How urgent the sorts of messages look, and what they are called.</summary>
internal static class MessageTones
{
    public const string Calm = "calm";
    public const string Asking = "asking";
    public const string Pressing = "pressing";
    public const string Grave = "grave";

    /// <summary>One of the four tones.</summary>
    public static string Of(MessageKind kind) => kind switch
    {
        MessageKind.Request or MessageKind.Delegated or MessageKind.Question => Asking,
        MessageKind.Reminder or MessageKind.DutyDue or MessageKind.Review => Pressing,
        MessageKind.Escalation or MessageKind.DutyOverdue or MessageKind.Emergency or MessageKind.Rollback => Grave,
        _ => Calm,
    };

    /// <summary>What the message is, in a word or two, and the change that it is about.</summary>
    public static string LabelOf(Message message) =>
        message.Change is { } number ? $"{Label(message.Kind)} · {number}" : Label(message.Kind);

    private static string Label(MessageKind kind) => kind switch
    {
        MessageKind.Update => "News",
        MessageKind.Request => "Approval",
        MessageKind.Reminder => "Reminder",
        MessageKind.Escalation => "Urgent",
        MessageKind.Delegated => "Delegated",
        MessageKind.Question => "Question",
        MessageKind.Decision => "Decision",
        MessageKind.Expired => "Expired",
        MessageKind.Superseded => "Amended",
        MessageKind.Emergency => "Emergency",
        MessageKind.DutyDue => "Due",
        MessageKind.DutyOverdue => "Overdue",
        MessageKind.Rollback => "Rollback",
        MessageKind.Digest => "Waiting for you",
        MessageKind.Review => "Policy review",
        MessageKind.SignIn => "Sign in",
        MessageKind.Help => "Help",
        _ => throw new UnreachableException(),
    };
}
