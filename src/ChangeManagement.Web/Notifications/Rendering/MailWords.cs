namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>Sentences that both forms of a mail have.</summary>
internal static class MailWords
{
    public const string AboutCode = "The page asks for it when you decide. Link and code are yours alone: do not pass this message on.";
    public const string AboutReply = "Or answer this mail: begin with “approve”, or with “reject because” and the reason.";

    /// <summary>What stands for the things of a list that have no place; null: all of them have.</summary>
    public static string? More(int left) => left > 0 ? $"… and {left} more; the page shows them." : null;

    public static string Footer(Message message) => message.Kind is MessageKind.SignIn
        ? "Change management"
        : $"Change management{(message.Change is { } number ? $" · {number}" : "")} · sent to {message.To.Name}";
}
