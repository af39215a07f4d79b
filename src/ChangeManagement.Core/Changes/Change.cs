using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>One change as its events tell it. Immutable; <see cref="ChangeFold"/> is the only place that makes the next one.</summary>
public sealed record Change
{
    private static readonly TimeSpan ProblemsCountFor = TimeSpan.FromHours(24);

    /// <summary><c>CHG-2026-001</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The number of events so far; the expected version of the next append.</summary>
    public required long Version { get; init; }

    /// <summary>Grows when another orchestrator takes over; part of the workflow's instance id.</summary>
    public int Run { get; init; } = 1;

    /// <summary>Grows with every material amendment; approvals count for one round.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The policy it keeps.</summary>
    public required PolicyPin Policy { get; init; }

    /// <summary>The person or system that asked.</summary>
    public required string Requester { get; init; }

    /// <summary>What the request says now.</summary>
    public required Facts Facts { get; init; }

    /// <summary>What the policy asks of it.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>Where it stands.</summary>
    public required ChangeState State { get; init; }

    /// <summary>Why it was rejected, withdrawn, held, failed or excluded; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// When <see cref="Assessment"/> was made for the whole request, UTC: at its submission or its last material amendment. Facts that come
    /// later are judged as of then, so that a note written at night asks for nothing that only a night asks for.
    /// </summary>
    public required DateTimeOffset AssessedAt { get; init; }

    /// <summary>When it was submitted, UTC.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When its last fact happened, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the last seat before the work was filled; null: not yet.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When the work began; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the work is expected to be done; null: it has not begun.</summary>
    public DateTimeOffset? EstimatedCompletion { get; init; }

    /// <summary>When the work was done; null: not yet.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it reached its end; null: not yet.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who did the work; null: nobody yet.</summary>
    public string? Implementer { get; init; }

    /// <summary>What the implementer noted at the end of the work.</summary>
    public string ImplementationNotes { get; init; } = "";

    /// <summary>Until when it is watched; null: it is not.</summary>
    public DateTimeOffset? MonitoredUntil { get; init; }

    /// <summary>When the work is to begin; null: not scheduled.</summary>
    public DateTimeOffset? ScheduledStart { get; init; }

    /// <summary>True if users were told of an interruption at the scheduled start.</summary>
    public bool ScheduledMaintenanceWindow { get; init; }

    /// <summary>When the pause began; null: not paused.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>The stages with their answers, in order.</summary>
    public ImmutableArray<StageProgress> Stages { get; init; } = [];

    /// <summary>The rounds that material amendments ended, in order.</summary>
    public ImmutableArray<EarlierRound> EarlierRounds { get; init; } = [];

    /// <summary>What is asked: the assessment's requirements, the approvers' conditions, and the parts of a rollback record.</summary>
    public ImmutableArray<Requirement> Requirements { get; init; } = [];

    /// <summary>The answers to requirements so far; the last one counts.</summary>
    public ImmutableDictionary<RequirementKey, GivenAnswer> Answers { get; init; } =
        ImmutableDictionary<RequirementKey, GivenAnswer>.Empty;

    /// <summary>The clocks of what is owed.</summary>
    public ImmutableDictionary<RequirementKey, DutyClock> Clocks { get; init; } = ImmutableDictionary<RequirementKey, DutyClock>.Empty;

    /// <summary>What went wrong.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The decision whether to roll back, once one was asked for.</summary>
    public RollbackQuestion? Rollback { get; init; }

    /// <summary>What approvers asked, in order; a question is named by its place, from 1.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>Other changes that belong to it.</summary>
    public ImmutableArray<LinkedChange> Links { get; init; } = [];

    /// <summary>True if an approval after the fact was refused or never came.</summary>
    public bool Unapproved { get; init; }

    /// <summary>True while nobody was asked whether to roll back because of an approval that was refused or never came.</summary>
    public bool IsWithheldUnasked { get; init; }

    /// <summary>The authorizations by voice that came with it and fit no seat.</summary>
    public ImmutableArray<UncountedVoice> UncountedVoices { get; init; } = [];

    /// <summary>The workflow that runs it: <c>CHG-2026-001-r1</c>.</summary>
    public string WorkflowId => $"{Number}-r{Run}";

    /// <summary>What people call it.</summary>
    public string Title => Facts.Text("title");

    /// <summary>The stage that is asked now; null: none.</summary>
    public StageProgress? OpenStage => Stages.FirstOrDefault(stage => stage.Status is StageStatus.Open);

    /// <summary>The stages that must be approved before the work.</summary>
    public IEnumerable<StageProgress> StagesBeforeWork => Stages.Where(stage => stage.Definition.Before < Gate.Complete);

    /// <summary>The problems that count: until 24 hours after the implementation (003 §11.2); without its end all of them.</summary>
    public IEnumerable<Problem> ProblemsThatCount =>
        CompletedAt is { } completed ? Problems.Where(problem => problem.At <= completed + ProblemsCountFor) : Problems;

    /// <summary>The work is done, failed or undone.</summary>
    public bool IsWorkOver =>
        CompletedAt is not null || State is ChangeState.Failed or ChangeState.RollingBack or ChangeState.RolledBack;

    /// <summary>True once nothing before the gate can be asked of it any more.</summary>
    public bool HasPassed(Gate gate) => gate switch
    {
        Gate.Submit => true,
        Gate.Approve => ApprovedAt is not null,
        Gate.Implement => StartedAt is not null,
        Gate.Complete => CompletedAt is not null,
        Gate.Close => State.IsEnded,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The requirements that still block a gate.</summary>
    public IEnumerable<Requirement> Open(Gate gate) =>
        Requirements.Where(requirement => requirement.Before == gate && requirement.Blocks && !IsMet(requirement));

    /// <summary>
    /// True if the requirement is met, or was said not to apply where that is allowed. Of a change that failed or was undone a test is owed,
    /// not its success.
    /// </summary>
    public bool IsMet(Requirement requirement) => requirement.Kind is RequirementKind.Field
        ? Facts.Says(requirement.Name)
        : Answers.TryGetValue(RequirementKey.Of(requirement), out var given)
            && (given.Answer.Result is not AnswerResult.Failed || (requirement.Kind is RequirementKind.Test && State.IsWithoutSuccess));

    /// <summary>Approvals of another content do not count: <see cref="Changes.ContentDigest"/>.</summary>
    public string ContentDigest(ImmutableArray<string> materialFields) => Changes.ContentDigest.Of(this, materialFields);
}

/// <summary>The identity of a requirement within a change.</summary>
public readonly record struct RequirementKey(RequirementKind Kind, string Name)
{
    /// <summary>The key of a requirement.</summary>
    public static RequirementKey Of(Requirement requirement) => new(requirement.Kind, requirement.Name);
}

/// <summary>An answer with who gave it, and when.</summary>
public sealed record GivenAnswer(Answer Answer, string By, DateTimeOffset At);

/// <summary>One stage of a change's approval.</summary>
public sealed record StageProgress(ApprovalStage Definition)
{
    /// <summary>Where the stage stands.</summary>
    public StageStatus Status { get; init; }

    /// <summary>When it was opened; null: not yet.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When the answers are due; null: not opened.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The steps of chasing, in order of time.</summary>
    public ImmutableArray<TimedChase> Chases { get; init; } = [];

    /// <summary>How many of <see cref="Chases"/> have been made.</summary>
    public int ChasesMade { get; init; }

    /// <summary>True once those above were asked too.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>The answers so far.</summary>
    public ImmutableArray<SeatAnswer> Answers { get; init; } = [];

    /// <summary>The voices that were passed on, in order.</summary>
    public ImmutableArray<SeatDelegation> Delegations { get; init; } = [];

    /// <summary>The people to whom the request could not be brought.</summary>
    public ImmutableArray<string> Unreachable { get; init; } = [];

    /// <summary>The answers that count: those that can no longer be taken back.</summary>
    public IEnumerable<SeatAnswer> Counted => Answers.Where(answer => answer.StandsFrom is null);

    /// <summary>The seats that have not answered.</summary>
    public IEnumerable<Seat> UnansweredSeats => Definition.Seats.Where(seat => Answers.All(answer => answer.Seat != seat.Name));

    /// <summary>The seats that are asked now: the one that answers last is so only once the answers of the others count.</summary>
    public IEnumerable<Seat> OpenSeats => UnansweredSeats.Where(seat => !Definition.AnswersLast(seat) || UncountedSeats.All(Definition.AnswersLast));

    /// <summary>The seats without an answer that counts.</summary>
    public IEnumerable<Seat> UncountedSeats => Definition.Seats.Where(seat => Counted.All(answer => answer.Seat != seat.Name));

    /// <summary>How many seats must approve.</summary>
    public int Quorum => Definition.Quorum ?? Definition.Seats.Length;
}

/// <summary>A round of approvals that a material amendment ended.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Facts">What the request said at its end.</param>
/// <param name="Stages">How far its approvals had come.</param>
public sealed record EarlierRound(int Number, Facts Facts, ImmutableArray<StageProgress> Stages);

/// <summary>Where a stage stands.</summary>
public enum StageStatus
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>Its seats are asked.</summary>
    Open,

    /// <summary>It has what it needs.</summary>
    Approved,

    /// <summary>A quorum is out of reach or the time is over.</summary>
    Withheld,
}

/// <summary>One filled seat.</summary>
public sealed record SeatAnswer(
    string Seat, string Role, string Person, bool Approves, string Comments, ImmutableArray<string> Conditions, DateTimeOffset At,
    VerbalAuthorization? Verbal)
{
    /// <summary>For whom the person answered; null: in their own right.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>By what right they did; null: in their own.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>Until when the person may take it back, and nothing follows from it; null: it counts.</summary>
    public DateTimeOffset? StandsFrom { get; init; }

    /// <summary>True if the person says that they did not give it.</summary>
    public bool IsContested { get; init; }

    /// <summary>What follows once it counts; null: nothing, or it has.</summary>
    internal ChangeEvent.SeatApproved? Consequences { get; init; }
}

/// <summary>A voice in a stage that was passed on.</summary>
/// <param name="Voice">Whose it is: that of <paramref name="From"/>, or of whoever had passed it on to them.</param>
public sealed record SeatDelegation(string Seat, string Role, string Voice, string From, string To, string Reason, DateTimeOffset At);

/// <summary>What an approver asked before deciding.</summary>
/// <param name="Answer">What came back; null: nothing yet.</param>
public sealed record Question(string Stage, int Round, string Person, string Text, DateTimeOffset At, QuestionAnswer? Answer);

/// <summary>The answer to a question.</summary>
public sealed record QuestionAnswer(string Person, string Text, DateTimeOffset At);

/// <summary>An authorization by voice that fits no seat, and why.</summary>
public sealed record UncountedVoice(string AuthorizedBy, string How, string Reason);

/// <summary>The clock of something owed.</summary>
public sealed record DutyClock(DateTimeOffset Remind, DateTimeOffset Due, bool Reminded, bool Escalated);

/// <summary>Something that went wrong.</summary>
public sealed record Problem(Severity Severity, string Description, string? Trigger, string? Incident, string By, DateTimeOffset At);

/// <summary>Another change that belongs to this one.</summary>
public sealed record LinkedChange(string Number, string Relation);

/// <summary>The question whether to roll back, and its answer.</summary>
/// <param name="Deciders">The roles that decide.</param>
/// <param name="Due">Until when.</param>
/// <param name="Escalations">How often the limit was missed.</param>
/// <param name="RollBack">What was decided; null: open.</param>
public sealed record RollbackQuestion(
    Severity Severity, ImmutableArray<string> Deciders, DateTimeOffset OpenedAt, DateTimeOffset Due, string Reason, int Escalations, bool? RollBack,
    string? DecidedBy, DateTimeOffset? DecidedAt)
{
    /// <summary>When the next limit is: each that is missed gives the next decision maker as long again.</summary>
    public DateTimeOffset Limit => Due + ((Due - OpenedAt) * Escalations);
}
