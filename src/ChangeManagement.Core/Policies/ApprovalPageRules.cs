namespace ChangeManagement.Policies;

/// <summary>What the approval page asks for beside the decision (A2), and whether an answer may be taken back (A3).</summary>
public sealed record ApprovalPageRules
{
    /// <summary>From which risk on a link asks for the code of its message.</summary>
    public RiskLevel CodeFrom { get; init; } = RiskLevel.Low;

    /// <summary>From which risk on its person has to be signed in; null: never.</summary>
    public RiskLevel? SignInFrom { get; init; }

    /// <summary>How long an answer may be taken back, and nothing follows from it; null: it counts at once.</summary>
    public TimeSpan? Undo { get; init; }

    /// <summary>Where each of the three comes from that the policy says; null: it does not say it.</summary>
    public RuleSource? CodeSource { get; init; }

    /// <inheritdoc cref="CodeSource"/>
    public RuleSource? SignInSource { get; init; }

    /// <inheritdoc cref="CodeSource"/>
    public RuleSource? UndoSource { get; init; }

    /// <summary>True if a decision over a link needs the code of its message.</summary>
    public bool NeedsCode(RiskLevel risk) => risk >= CodeFrom;

    /// <summary>True if only the signed-in person may decide.</summary>
    public bool NeedsSignIn(RiskLevel risk) => risk >= SignInFrom;
}
