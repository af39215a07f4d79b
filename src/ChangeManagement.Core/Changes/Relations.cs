namespace ChangeManagement.Changes;

/// <summary>What one change can be to another, as stored with <see cref="ChangeEvent.Linked"/>. A word, once released, is never changed.</summary>
public static class Relations
{
    /// <summary>This change was submitted because the other failed or was rolled back.</summary>
    public const string Follows = "follows";

    /// <summary>The other was submitted because this one failed or was rolled back.</summary>
    public const string FollowedBy = "followed-by";

    /// <summary>The requirement of a policy that demands a follow-up change; the link meets it.</summary>
    internal const string Requirement = "follow-up-change";
}
