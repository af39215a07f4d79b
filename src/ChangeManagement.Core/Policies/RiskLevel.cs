namespace ChangeManagement.Policies;

/// <summary>The levels that the five documents share; a policy uses those that its document names.</summary>
public enum RiskLevel
{
    /// <summary>Minimal impact.</summary>
    Low,

    /// <summary>Limited scope or some disruption.</summary>
    Medium,

    /// <summary>Significant impact.</summary>
    High,

    /// <summary>Major impact; needs an executive.</summary>
    Critical,
}
