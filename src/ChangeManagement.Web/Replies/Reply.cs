namespace ChangeManagement.Web.Replies;

/// <summary>What a person answered by mail.</summary>
public abstract record Reply
{
    /// <summary>They approve, and say nothing else.</summary>
    public sealed record Approve : Reply;

    /// <summary>They reject.</summary>
    /// <param name="Reason">In their words.</param>
    public sealed record Reject(string Reason) : Reply;

    /// <summary>Nobody can be sure what they mean.</summary>
    public sealed record Unclear : Reply;

    /// <summary>A machine answered in their place.</summary>
    public sealed record Automatic : Reply;
}
