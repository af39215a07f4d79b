namespace ChangeManagement.Web.Replies;

/// <summary>What became of a mail.</summary>
public enum ReplyOutcome
{
    /// <summary>It decided a seat.</summary>
    Recorded,

    /// <summary>It was taken before.</summary>
    Repeated,

    /// <summary>Its person had answered just that before.</summary>
    AlreadyAnswered,

    /// <summary>It was not understood, or could not decide any more; its person was told, if they had not been before.</summary>
    Explained,

    /// <summary>It is addressed to no approval that anybody may still look at.</summary>
    Unknown,

    /// <summary>It does not come from the approver's address.</summary>
    Forged,

    /// <summary>It says that it comes from the approver, and nothing proves it; the approver was told, if they had not been before.</summary>
    Unproven,

    /// <summary>A machine wrote it.</summary>
    Automatic,
}
