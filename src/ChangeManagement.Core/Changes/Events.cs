using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>A fact about a change. The register stores it under the kind that <see cref="EventKinds"/> names; kinds are never renamed.</summary>
public abstract record ChangeEvent
{
    /// <summary>The change was requested under a policy, which it keeps from now on.</summary>
    /// <param name="Requester">The person or system that asked.</param>
    /// <param name="Due">Deadlines of what is owed from the submission.</param>
    public sealed record Submitted(
        PolicyPin Policy, string Requester, Facts Facts, Assessment Assessment, ImmutableArray<DutyDeadline> Due) : ChangeEvent;

    /// <summary>The policy excludes it: it is recorded and goes no further.</summary>
    public sealed record RecordedOutOfScope(string Exception) : ChangeEvent;

    /// <summary>The request was changed, or filled in. A material amendment voids the approvals of the round before.</summary>
    /// <param name="Changed">Only the fields that changed.</param>
    /// <param name="Assessment">The new assessment of a material amendment; null if it is immaterial.</param>
    /// <param name="NewKind">True if another orchestrator takes over.</param>
    public sealed record Amended(Facts Changed, Assessment? Assessment, bool NewKind) : ChangeEvent;

    /// <summary>
    /// What was said later made the policy ask for more. Nothing that was asked before is asked less, and nothing that was answered is void.
    /// </summary>
    /// <param name="Risk">The risk as it is known now.</param>
    /// <param name="Monitoring">How long it is watched after its completion.</param>
    /// <param name="Requirements">New ones, and those that are meant more strictly now.</param>
    /// <param name="Stages">Every stage in order if seats were added; empty otherwise.</param>
    /// <param name="Due">Clocks that begin to run with it.</param>
    public sealed record MoreAsked(
        RiskAssessment Risk, TimeSpan Monitoring, ImmutableArray<Requirement> Requirements, ImmutableArray<ApprovalStage> Stages,
        ImmutableArray<DutyDeadline> Due) : ChangeEvent;

    /// <summary>A stage of approval asks its seats.</summary>
    /// <param name="Due">When the answers are due.</param>
    /// <param name="Chases">When what happens if they do not come.</param>
    public sealed record StageOpened(string Stage, DateTimeOffset Due, ImmutableArray<TimedChase> Chases) : ChangeEvent;

    /// <summary>A seat approved.</summary>
    /// <param name="Conditions">What the approver asks for; each blocks <paramref name="ConditionsBefore"/>.</param>
    /// <param name="Confirms">The review criteria that the approval confirms.</param>
    /// <param name="ContentDigest">What was approved (<see cref="ContentDigest"/>).</param>
    /// <param name="Verbal">How and when it was given, if by voice.</param>
    /// <param name="OnBehalfOf">For whom the person answered; null: in their own right.</param>
    /// <param name="Mandate">By what right they did; null: in their own.</param>
    /// <param name="StandsFrom">Until when its person may take it back; nothing follows from it before. Null: it counts at once.</param>
    public sealed record SeatApproved(
        string Stage, string Seat, string Role, string Person, string Comments, ImmutableArray<string> Conditions, Gate ConditionsBefore,
        ImmutableArray<string> Confirms, string ContentDigest, VerbalAuthorization? Verbal, string? OnBehalfOf = null, Mandate? Mandate = null,
        DateTimeOffset? StandsFrom = null) : ChangeEvent;

    /// <summary>A seat said no.</summary>
    /// <param name="OnBehalfOf">For whom the person answered; null: in their own right.</param>
    /// <param name="Mandate">By what right they did; null: in their own.</param>
    /// <param name="StandsFrom">Until when its person may take it back; nothing follows from it before. Null: it counts at once.</param>
    public sealed record SeatRejected(
        string Stage, string Seat, string Role, string Person, string Reason, string? OnBehalfOf = null, Mandate? Mandate = null,
        DateTimeOffset? StandsFrom = null) : ChangeEvent;

    /// <summary>The time to take an answer back is over: from now on it counts.</summary>
    public sealed record AnswerStands(string Stage, string Seat, string Person) : ChangeEvent;

    /// <summary>A person took their answer back before anything followed from it; their seat is asked again.</summary>
    public sealed record AnswerRetracted(string Stage, string Seat, string Person) : ChangeEvent;

    /// <summary>A person who is asked passed their voice in a stage on to somebody else, who answers in the seat instead.</summary>
    /// <param name="Reason">What they said about it; may be empty.</param>
    /// <param name="OnBehalfOf">Whose voice it is, if it had been passed on to them; null: their own.</param>
    public sealed record SeatDelegated(
        string Stage, string Seat, string Role, string From, string To, string Reason, string? OnBehalfOf = null) : ChangeEvent;

    /// <summary>A request of approval could not be brought to a person: whoever stands in is asked as well.</summary>
    public sealed record RecipientUnreachable(string Stage, string Person, string Reason) : ChangeEvent;

    /// <summary>A person who is asked to approve asks something first. The time to answer the approval runs on.</summary>
    public sealed record QuestionAsked(string Stage, string Person, string Text) : ChangeEvent;

    /// <summary>A question was answered.</summary>
    /// <param name="Question">Its number, from 1 in the order in which they were asked.</param>
    public sealed record QuestionAnswered(int Question, string Person, string Text) : ChangeEvent;

    /// <summary>Who is said to have given an authorization by voice says that they did not.</summary>
    public sealed record AuthorizationContested(string Stage, string Seat, string Person, string Reason) : ChangeEvent;

    /// <summary>An authorization by voice that came with an emergency fits no seat: the emergency goes on without it.</summary>
    /// <param name="Reason">Why it does not count, in a sentence.</param>
    public sealed record AuthorizationNotCounted(string AuthorizedBy, string How, string Reason) : ChangeEvent;

    /// <summary>A stage has what it needs.</summary>
    public sealed record StageApproved(string Stage) : ChangeEvent;

    /// <summary>Every stage before the work has what it needs.</summary>
    public sealed record Approved : ChangeEvent;

    /// <summary>The change ends: a quorum is out of reach, or the policy rejects it at once.</summary>
    public sealed record Rejected(string Reason) : ChangeEvent;

    /// <summary>The answers were not given in time.</summary>
    public sealed record Expired(string Stage) : ChangeEvent;

    /// <summary>An approval after the fact was refused or never came: the change stays recorded as unapproved.</summary>
    public sealed record ApprovalWithheld(string Stage, string Reason) : ChangeEvent;

    /// <summary>The open seats of a stage, or the owner of a duty, were reminded.</summary>
    public sealed record Reminded(string Subject, int Step) : ChangeEvent;

    /// <summary>An answer or a duty is late: those above were asked too.</summary>
    public sealed record Escalated(string Subject, int Step) : ChangeEvent;

    /// <summary>A requirement was met, or answered with a failure.</summary>
    public sealed record RequirementAnswered(RequirementKind Requirement, string Name, Answer Answer) : ChangeEvent;

    /// <summary>The work is to begin at a time.</summary>
    /// <param name="MaintenanceWindow">True if users were told of an interruption; null: it was not asked.</param>
    public sealed record Scheduled(DateTimeOffset Start, DateTimeOffset? End, bool? MaintenanceWindow = null) : ChangeEvent;

    /// <summary>The time came but the gate was shut.</summary>
    public sealed record ScheduleMissed(DateTimeOffset Start, string Reason) : ChangeEvent;

    /// <summary>The work began.</summary>
    /// <param name="Plan">The implementation plan, if it came only now; empty otherwise.</param>
    public sealed record ImplementationStarted(
        string Implementer, string Plan, bool MaintenanceWindow, DateTimeOffset EstimatedCompletion, ImmutableArray<DutyDeadline> Due)
        : ChangeEvent;

    /// <summary>The work is done.</summary>
    /// <param name="MonitoredUntil">Until when the policy watches it; null: not at all.</param>
    public sealed record Completed(string Notes, DateTimeOffset? MonitoredUntil, ImmutableArray<DutyDeadline> Due) : ChangeEvent;

    /// <summary>The work did not succeed.</summary>
    /// <param name="Due">Deadlines that run from the end of the work, which this is; null: none.</param>
    public sealed record ImplementationFailed(string Reason, ImmutableArray<DutyDeadline>? Due = null) : ChangeEvent;

    /// <summary>The time of watching is over.</summary>
    public sealed record MonitoringEnded : ChangeEvent;

    /// <summary>Something went wrong during or after the work.</summary>
    /// <param name="Trigger">The policy's rollback trigger that it matches; null: none.</param>
    /// <param name="Incident">The incident it belongs to; null: none known.</param>
    public sealed record ProblemReported(Severity Severity, string Description, string? Trigger, string? Incident) : ChangeEvent;

    /// <summary>Somebody must decide whether to roll back.</summary>
    public sealed record RollbackDecisionOpened(
        Severity Severity, ImmutableArray<string> Deciders, DateTimeOffset Due, string Reason) : ChangeEvent;

    /// <summary>It was decided.</summary>
    public sealed record RollbackDecided(bool RollBack, string Reason) : ChangeEvent;

    /// <summary>The state before is restored.</summary>
    /// <param name="Record">The parts of the rollback record that are known, by name.</param>
    /// <param name="Owed">The parts that the policy asks for.</param>
    public sealed record RolledBack(
        ImmutableSortedDictionary<string, string> Record, ImmutableArray<Requirement> Owed, ImmutableArray<DutyDeadline> Due) : ChangeEvent;

    /// <summary>Paused before the work.</summary>
    public sealed record Held(string Reason) : ChangeEvent;

    /// <summary>Goes on; the open deadlines move by the time of the pause.</summary>
    public sealed record Resumed(TimeSpan Paused) : ChangeEvent;

    /// <summary>Given up by its requester before the work.</summary>
    public sealed record Withdrawn(string Reason) : ChangeEvent;

    /// <summary>At its end.</summary>
    public sealed record Closed(Outcome Outcome) : ChangeEvent;

    /// <summary>Another change belongs to this one.</summary>
    public sealed record Linked(string Number, string Relation) : ChangeEvent;
}

/// <summary>The policy that a change keeps. <paramref name="Digest"/> is the SHA-256 of its text, in hex.</summary>
public sealed record PolicyPin(string Id, string Version, string Digest);

/// <summary>When a requirement is due, and when its owner is reminded.</summary>
public sealed record DutyDeadline(RequirementKind Kind, string Name, DateTimeOffset Remind, DateTimeOffset Due);

/// <summary>A step of chasing with its time.</summary>
public sealed record TimedChase(DateTimeOffset At, ChaseStep Step);

/// <summary>An approval that was given by voice.</summary>
/// <param name="How">By telephone, in person, in a call.</param>
/// <param name="At">When it was given.</param>
/// <param name="RecordedBy">Who wrote it down.</param>
public sealed record VerbalAuthorization(string How, DateTimeOffset At, string RecordedBy);

/// <summary>By what right a person answers for somebody else.</summary>
public enum Mandate
{
    /// <summary>The directory names them for whoever is away, may not act or cannot be reached: a deputy, or a manager.</summary>
    Deputy,

    /// <summary>That person passed their voice on to them.</summary>
    Delegate,
}

/// <summary>How a requirement was answered.</summary>
/// <param name="Result">Met, failed, or not applicable.</param>
/// <param name="Note">What the person wrote.</param>
/// <param name="Reference">A link or id of the evidence; null: none.</param>
/// <param name="Environment">Where a test ran; null: not said.</param>
/// <param name="Coverage">The coverage of a test in percent; null: not said.</param>
/// <param name="Parts">The parts that were filled in, by name.</param>
public sealed record Answer(
    AnswerResult Result, string Note, string? Reference, string? Environment, decimal? Coverage,
    ImmutableSortedDictionary<string, string> Parts)
{
    /// <summary>Met, with a note.</summary>
    public static Answer Met(string note) => new(AnswerResult.Met, note, null, null, null, NoParts);

    /// <summary>No parts.</summary>
    public static ImmutableSortedDictionary<string, string> NoParts { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>What an answer says.</summary>
public enum AnswerResult
{
    /// <summary>Done, passed, true.</summary>
    Met,

    /// <summary>Tried and not passed: the requirement stays open.</summary>
    Failed,

    /// <summary>Does not apply, for the reason in the note; only where the policy says "if applicable".</summary>
    NotApplicable,
}

/// <summary>How bad a problem is, as its reporter sees it (003 §10.2).</summary>
public enum Severity
{
    /// <summary>Cosmetic.</summary>
    Low,

    /// <summary>Some are affected.</summary>
    Medium,

    /// <summary>Many are affected.</summary>
    High,

    /// <summary>Down, or data at risk.</summary>
    Critical,
}
