using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Reports;

namespace ChangeManagement.Web.Api;

/// <summary>Bodies of answers: 001's as its examples show them, and the whole change for everything else.</summary>
internal static class Answers
{
    /// <summary>Create Change Request (001).</summary>
    public static object Created(Change change, Policy policy) => new
    {
        ChangeRequestId = change.Number,
        Status = Status(change, policy),
        Approvers = change.StagesBeforeWork.SelectMany(stage => stage.Definition.Seats)
            .Select(seat => seat.Roles[0]).Distinct(StringComparer.Ordinal).ToArray(),
        EstimatedApprovalTime = change.StagesBeforeWork.LastOrDefault()?.Definition.Within.ToString() ?? "0h",
        AuthorizationsNotCounted = Uncounted(change),
    };

    /// <summary>
    /// Approve Change Request (001): the seat that the caller has just filled. A rejection has other members, so that nobody who looks for
    /// <c>approved_at</c> takes a no for a yes.
    /// </summary>
    public static object Approved(Change change, Policy policy, string person)
    {
        var mine = change.Stages.SelectMany(stage => stage.Answers).LastOrDefault(answer => answer.Person == person);
        return mine is { Approves: false } rejection
            ? new
            {
                ChangeRequestId = change.Number,
                Status = Status(change, policy),
                Decision = "rejected",
                DecidedBy = rejection.Role,
                DecidedByPerson = person,
                DecidedAt = rejection.At,
                NextStep = NextStep(change),
            }
            : new
            {
                ChangeRequestId = change.Number,
                Status = Status(change, policy),
                ApprovedBy = mine?.Role,
                ApprovedByPerson = person,
                ApprovedAt = mine?.At,
                NextStep = NextStep(change),
            };
    }

    /// <summary>Implement Change (001); for a change that is scheduled its start lies ahead.</summary>
    public static object Implementing(Change change, Policy policy) => new
    {
        ChangeRequestId = change.Number,
        Status = Status(change, policy),
        ImplementationStarted = change.StartedAt ?? change.ScheduledStart,
        EstimatedCompletion = change.EstimatedCompletion ?? change.ScheduledStart + policy.ImplementationTime,
    };

    /// <summary>Complete Change (001).</summary>
    public static object Completed(Change change, Policy policy) => new
    {
        ChangeRequestId = change.Number,
        Status = Status(change, policy),
        CompletedAt = change.CompletedAt,
        NextReview = change.CompletedAt is { } at && policy.NextReview is { } period
            ? period.After(at).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null,
    };

    /// <summary>What every other command answers.</summary>
    public static object Moved(Change change, Policy policy) => new
    {
        ChangeRequestId = change.Number,
        Status = Status(change, policy),
        State = change.State.Name,
        NextStep = NextStep(change),
    };

    /// <summary>The whole change.</summary>
    public static object Whole(Change change, Policy policy) => new
    {
        ChangeRequestId = change.Number,
        Status = Status(change, policy),
        State = change.State.Name,
        Outcome = change.State is ChangeState.Closed(var outcome) ? outcome : (Outcome?)null,
        change.Reason,
        change.Unapproved,
        change.Version,
        Policy = change.Policy,
        change.Requester,
        change.Assessment.Class,
        change.Assessment.Kind,
        change.Assessment.Risk,
        change.Assessment.ClassBecause,
        Fields = change.Facts,
        ContentDigest = change.ContentDigest(policy.Material),
        Stages = change.Stages.Select(Stage),
        Requirements = change.Requirements.Select(requirement => RequirementOf(change, requirement)),
        Windows = change.Assessment.Windows,
        change.SubmittedAt,
        change.ApprovedAt,
        change.ScheduledStart,
        ImplementationStarted = change.StartedAt,
        change.EstimatedCompletion,
        change.CompletedAt,
        change.MonitoredUntil,
        change.EndedAt,
        LeadTime = Hours.Words(change.StartedAt - change.SubmittedAt),
        LeadTimeTarget = Hours.Words(change.Assessment.LeadTimeTarget),
        Retention = change.EndedAt is { } ended ? policy.Retention.Select(rule => new { rule.Record, rule.Title, KeepUntil = rule.Keep.After(ended) }) : null,
        PurgeableFrom = change.EndedAt is { } closed ? policy.KeptUntil(closed) : null,
        change.Implementer,
        change.Problems,
        change.Rollback,
        change.Links,
        Questions = change.Questions.Select((question, index) => new
        {
            Question = index + 1, question.Stage, question.Round, question.Person, question.Text, question.At, question.Answer,
        }),
        AuthorizationsNotCounted = Uncounted(change),
        Next = Deadline.Of(change).Select(deadline => new { deadline.At, What = DeadlineWords.Of(deadline, change) }),
        NextStep = NextStep(change),
    };

    /// <summary>Change History (001).</summary>
    public static object History(Change change, IEnumerable<StoredEvent> events) => new
    {
        ChangeId = change.Number,
        History = events.Select(stored => new
        {
            Timestamp = stored.At,
            Action = HistoryWords.Action(stored.Kind),
            User = stored.Actor.ToString(),
            Details = stored.Payload is null ? "Content removed by retention" : HistoryWords.Details(ChangeStreams.Read(stored), change),
            stored.Seq,
            stored.Mac,
        }),
    };

    /// <summary>The policy's word for where the change is.</summary>
    public static string Status(Change change, Policy policy) =>
        policy.StatusOf(change.State is ChangeState.Approved && change.ScheduledStart is not null ? "scheduled" : change.State.Name);

    /// <summary>The next step, in one word.</summary>
    public static string? NextStep(Change change) => change.State switch
    {
        ChangeState.AwaitingApproval => "approval",
        ChangeState.Approved => "implementation",
        ChangeState.Implementing => "completion",
        ChangeState.Completed or ChangeState.Failed or ChangeState.RolledBack => "closure",
        ChangeState.RollingBack => "rollback",
        ChangeState.OnHold => "resumption",
        _ => null,
    };

    /// <summary>Null is left out: 001's bodies stay as its examples show them.</summary>
    private static ImmutableArray<UncountedVoice>? Uncounted(Change change) => change.UncountedVoices.IsEmpty ? null : change.UncountedVoices;

    private static object Stage(StageProgress stage) => new
    {
        stage.Definition.Name,
        stage.Definition.Title,
        stage.Definition.Before,
        stage.Status,
        stage.OpenedAt,
        stage.Due,
        stage.IsEscalated,
        AnswersLast = stage.Definition.Last,
        Seats = stage.Definition.Seats.Select(seat => new { seat.Name, seat.Roles, seat.Because }),
        Answers = stage.Answers,
        stage.Delegations,
        stage.Unreachable,
    };

    private static object RequirementOf(Change change, Requirement requirement)
    {
        var key = RequirementKey.Of(requirement);
        return new
        {
            requirement.Kind,
            requirement.Name,
            requirement.Title,
            requirement.Before,
            requirement.Strength,
            requirement.Owner,
            requirement.Environment,
            requirement.Coverage,
            requirement.Criteria,
            Parts = requirement.Parts.IsEmpty ? (ImmutableArray<string>?)null : requirement.Parts,
            Due = change.Clocks.GetValueOrDefault(key)?.Due,
            IsMet = change.IsMet(requirement),
            Answer = change.Answers.GetValueOrDefault(key),
            requirement.Because,
        };
    }
}
