using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Who decides on a rollback, and until when: the policy's table by severity (003 §10.2), else the change owner within an hour.</summary>
internal static class RollbackClock
{
    /// <summary>A limit that is missed this often has been put to everyone there is.</summary>
    public const int MostEscalations = 3;

    private static readonly Allowance Otherwise = new Allowance.Elapsed(TimeSpan.FromHours(1));

    /// <summary>The question, asked now.</summary>
    public static ChangeEvent.RollbackDecisionOpened Open(Severity severity, string reason, Circumstances circumstances)
    {
        var within = circumstances.Policy.Rollback.Decisions.GetValueOrDefault(LevelOf(severity))?.Within ?? Otherwise;
        return new ChangeEvent.RollbackDecisionOpened(
            severity, Deciders(severity, circumstances.Policy), circumstances.Policy.Deadline(within, circumstances.Now), reason);
    }

    /// <summary>The roles that decide at a severity.</summary>
    public static ImmutableArray<string> Deciders(Severity severity, Policy policy) =>
        policy.Rollback.Decisions.GetValueOrDefault(LevelOf(severity))?.By ?? [Participants.OwnerRole];

    /// <summary>Policies write their table with the words of risk.</summary>
    private static RiskLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Low => RiskLevel.Low,
        Severity.Medium => RiskLevel.Medium,
        Severity.High => RiskLevel.High,
        Severity.Critical => RiskLevel.Critical,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
