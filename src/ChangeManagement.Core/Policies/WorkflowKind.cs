namespace ChangeManagement.Policies;

/// <summary>Which orchestrator a class of change runs. Class names belong to a policy; these four belong to the product.</summary>
public enum WorkflowKind
{
    /// <summary>Pre-approved work from the catalogue.</summary>
    Standard,

    /// <summary>Planned work that is reviewed and approved.</summary>
    Normal,

    /// <summary>Planned work of high impact.</summary>
    Major,

    /// <summary>Work that cannot wait; what it owes follows.</summary>
    Emergency,
}
