using System.Collections.Frozen;

namespace ChangeManagement.Changes;

/// <summary>The names under which events are stored. A name, once released, is never changed and never given to another event.</summary>
public static class EventKinds
{
    private static readonly FrozenDictionary<string, Type> ByKind = new Dictionary<string, Type>
    {
        ["submitted"] = typeof(ChangeEvent.Submitted),
        ["recorded-out-of-scope"] = typeof(ChangeEvent.RecordedOutOfScope),
        ["amended"] = typeof(ChangeEvent.Amended),
        ["more-asked"] = typeof(ChangeEvent.MoreAsked),
        ["stage-opened"] = typeof(ChangeEvent.StageOpened),
        ["seat-approved"] = typeof(ChangeEvent.SeatApproved),
        ["seat-rejected"] = typeof(ChangeEvent.SeatRejected),
        ["answer-stands"] = typeof(ChangeEvent.AnswerStands),
        ["answer-retracted"] = typeof(ChangeEvent.AnswerRetracted),
        ["seat-delegated"] = typeof(ChangeEvent.SeatDelegated),
        ["recipient-unreachable"] = typeof(ChangeEvent.RecipientUnreachable),
        ["question-asked"] = typeof(ChangeEvent.QuestionAsked),
        ["question-answered"] = typeof(ChangeEvent.QuestionAnswered),
        ["authorization-contested"] = typeof(ChangeEvent.AuthorizationContested),
        ["authorization-not-counted"] = typeof(ChangeEvent.AuthorizationNotCounted),
        ["stage-approved"] = typeof(ChangeEvent.StageApproved),
        ["approved"] = typeof(ChangeEvent.Approved),
        ["rejected"] = typeof(ChangeEvent.Rejected),
        ["expired"] = typeof(ChangeEvent.Expired),
        ["approval-withheld"] = typeof(ChangeEvent.ApprovalWithheld),
        ["reminded"] = typeof(ChangeEvent.Reminded),
        ["escalated"] = typeof(ChangeEvent.Escalated),
        ["requirement-answered"] = typeof(ChangeEvent.RequirementAnswered),
        ["scheduled"] = typeof(ChangeEvent.Scheduled),
        ["schedule-missed"] = typeof(ChangeEvent.ScheduleMissed),
        ["implementation-started"] = typeof(ChangeEvent.ImplementationStarted),
        ["completed"] = typeof(ChangeEvent.Completed),
        ["implementation-failed"] = typeof(ChangeEvent.ImplementationFailed),
        ["monitoring-ended"] = typeof(ChangeEvent.MonitoringEnded),
        ["problem-reported"] = typeof(ChangeEvent.ProblemReported),
        ["rollback-decision-opened"] = typeof(ChangeEvent.RollbackDecisionOpened),
        ["rollback-decided"] = typeof(ChangeEvent.RollbackDecided),
        ["rolled-back"] = typeof(ChangeEvent.RolledBack),
        ["held"] = typeof(ChangeEvent.Held),
        ["resumed"] = typeof(ChangeEvent.Resumed),
        ["withdrawn"] = typeof(ChangeEvent.Withdrawn),
        ["closed"] = typeof(ChangeEvent.Closed),
        ["linked"] = typeof(ChangeEvent.Linked),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> ByType = ByKind.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every stored name.</summary>
    public static IEnumerable<string> All => ByKind.Keys;

    /// <summary>The stored name of an event.</summary>
    public static string Of(ChangeEvent @event) => ByType[@event.GetType()];

    /// <summary>The type stored under a name.</summary>
    /// <exception cref="InvalidOperationException">The register was written by a newer version of the product.</exception>
    public static Type TypeOf(string kind) => ByKind.TryGetValue(kind, out var type)
        ? type
        : throw new InvalidOperationException($"The register holds an event '{kind}' that this version does not know; run the newer version.");
}
