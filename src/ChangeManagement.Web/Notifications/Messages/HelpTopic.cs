namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What people are told when a mail of theirs decides nothing.</summary>
public enum HelpTopic
{
    /// <summary>It was not understood.</summary>
    Unclear,

    /// <summary>Nothing proves that they sent it.</summary>
    Unproven,

    /// <summary>The approval takes no answer any more.</summary>
    TooLate,

    /// <summary>The register refused it.</summary>
    Refused,

    /// <summary>The policy wants them to sign in at that risk.</summary>
    SignIn,
}
