namespace ChangeManagement.Policies;

/// <summary>The steps of a change that a requirement can block, in the order in which they are passed.</summary>
public enum Gate
{
    /// <summary>The request is refused while it is open.</summary>
    Submit,

    /// <summary>The last seat of the approval cannot be filled while it is open.</summary>
    Approve,

    /// <summary>Implementation cannot start while it is open.</summary>
    Implement,

    /// <summary>Implementation cannot be reported as done while it is open.</summary>
    Complete,

    /// <summary>The change cannot be closed while it is open.</summary>
    Close,
}
