using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Register;

/// <summary>One event of each kind with everything in it that it can hold.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Because Clause = new("003 §4.4", "class is normal", "class = normal", "As the document says");

    private static readonly Requirement Test = new()
    {
        Kind = RequirementKind.Test,
        Name = "unit",
        Title = "Unit tests",
        Before = Gate.Complete,
        Strength = Strength.IfApplicable,
        Owner = "engineer",
        Within = new Allowance.BusinessDays(3),
        ClockStarts = ClockStart.ImplementationStarted,
        Environment = "staging",
        Coverage = 80,
        Criteria = "100% pass",
        Parts = ["report"],
        Because = [Clause],
    };

    private static readonly DutyDeadline Due = new(RequirementKind.Duty, "root-cause", Noon.AddHours(12), Noon.AddHours(24));

    private static readonly Assessment Assessed = new()
    {
        Class = "normal",
        ClassBecause = [Clause],
        Kind = WorkflowKind.Normal,
        Risk = new RiskAssessment(RiskLevel.High, 9, [new RiskFactorResult("impact", "wide", "Many users", 3, "003 §4.1")], [Clause]),
        Stages =
        [
            new ApprovalStage
            {
                Name = "cab",
                Title = "Board",
                Before = Gate.Approve,
                Seats = [new Seat(["cab-chair", "change-manager"], 2, [Clause])],
                Quorum = 1,
                DecidedBy = "cab-chair",
                EscalatesTo = ["cto"],
                Verbal = true,
                Within = new Allowance.Elapsed(TimeSpan.FromMinutes(90)),
                Chases = [new Chase(0.5, After: null, ChaseStep.Remind), new Chase(Fraction: null, new Allowance.NextCab(), ChaseStep.Expire)],
                Because = [Clause],
            },
        ],
        Requirements = [Test],
        Windows = [new WindowRule([new WeeklySlot(DayOfWeek.Tuesday, new TimeOnly(6, 0), new TimeOnly(10, 0))], Clause)],
        Implementers = ["engineer"],
        Monitoring = TimeSpan.FromHours(2),
        Rejections = [new Objection("No.", [Clause])],
        Refusals = [new Objection("Not like this.", [Clause])],
        OutOfScope = new Objection("Elsewhere.", [Clause]),
        CalendarVersion = "2026a",
    };

    private static readonly Facts Said = new(Facts.None.Values
        .Add("title", new FactValue.Text("<b>é🙂</b>"))
        .Add("affected_systems", new FactValue.List(["billing", "website"]))
        .Add("testing_required", new FactValue.Flag(true))
        .Add("user_count", new FactValue.Number(12.5m))
        .Add("scheduled_start", new FactValue.Instant(Noon)));

    private static readonly Answer Answered = new(
        AnswerResult.NotApplicable, "no such part", "https://example.com/1", "staging", 81.5m, Answer.NoParts.Add("report", "attached"));

    /// <summary>By the name of its golden file: what was added to an event after its form had been written down.</summary>
    public static ImmutableSortedDictionary<string, ChangeEvent> Later { get; } = ImmutableSortedDictionary.CreateRange<string, ChangeEvent>(
        StringComparer.Ordinal,
        [
            new("seat-approved.for-another", new ChangeEvent.SeatApproved(
                "cab", "cab-chair", "cab-chair", "ben", "fine", [], Gate.Complete, [], "ab12", Verbal: null, "lena", Mandate.Delegate, Noon)),
            new("seat-rejected.for-another", new ChangeEvent.SeatRejected("cab", "cab-chair", "cab-chair", "ben", "too risky", "lena", Mandate.Deputy, Noon)),
        ]);

    /// <summary>By stored name.</summary>
    public static ImmutableSortedDictionary<string, ChangeEvent> ByKind { get; } = ((ImmutableArray<ChangeEvent>)
    [
        new ChangeEvent.Submitted(new PolicyPin("advisory-board", "2.0", "ab12"), "ada", Said, Assessed, [Due]),
        new ChangeEvent.RecordedOutOfScope("Elsewhere."),
        new ChangeEvent.Amended(Said, Assessed, NewKind: true),
        new ChangeEvent.MoreAsked(Assessed.Risk, TimeSpan.FromMinutes(30), Assessed.Requirements, Assessed.Stages, [Due]),
        new ChangeEvent.StageOpened("cab", Noon, [new TimedChase(Noon.AddHours(1), ChaseStep.Escalate)]),
        new ChangeEvent.SeatApproved(
            "cab", "cab-chair", "cab-chair", "lena", "fine", ["watch it"], Gate.Close, ["security-impact"], "ab12",
            new VerbalAuthorization("by telephone", Noon, "ben")),
        new ChangeEvent.SeatRejected("cab", "cab-chair", "cab-chair", "lena", "too risky"),
        new ChangeEvent.AnswerStands("cab", "cab-chair", "lena"),
        new ChangeEvent.AnswerRetracted("cab", "cab-chair", "lena"),
        new ChangeEvent.SeatDelegated("cab", "cab-chair", "cab-chair", "lena", "ben", "I am away", "cto"),
        new ChangeEvent.RecipientUnreachable("cab", "lena", "550 no such mailbox"),
        new ChangeEvent.QuestionAsked("cab", "lena", "Who watches it?"),
        new ChangeEvent.QuestionAnswered(1, "ada", "I do."),
        new ChangeEvent.AuthorizationContested("cab", "cab-chair", "lena", "nobody called me"),
        new ChangeEvent.AuthorizationNotCounted("ada", "by telephone", "she holds none of the roles"),
        new ChangeEvent.StageApproved("cab"),
        new ChangeEvent.Approved(),
        new ChangeEvent.Rejected("too risky"),
        new ChangeEvent.Expired("cab"),
        new ChangeEvent.ApprovalWithheld("cab", "too risky"),
        new ChangeEvent.Reminded("stage:cab", 1),
        new ChangeEvent.Escalated("stage:cab", 2),
        new ChangeEvent.RequirementAnswered(RequirementKind.Test, "unit", Answered),
        new ChangeEvent.Scheduled(Noon, Noon.AddHours(1)),
        new ChangeEvent.ScheduleMissed(Noon, "the backup is missing"),
        new ChangeEvent.ImplementationStarted("ada", "step by step", MaintenanceWindow: true, Noon.AddHours(2), [Due]),
        new ChangeEvent.Completed("as planned", Noon.AddHours(4), [Due]),
        new ChangeEvent.ImplementationFailed("it did not start"),
        new ChangeEvent.MonitoringEnded(),
        new ChangeEvent.ProblemReported(Severity.Critical, "down", "outage", "INC-1"),
        new ChangeEvent.RollbackDecisionOpened(Severity.High, ["cto"], Noon.AddMinutes(15), "down"),
        new ChangeEvent.RollbackDecided(RollBack: true, "down"),
        new ChangeEvent.RolledBack(Answer.NoParts.Add("reason", "down"), [Test], [Due]),
        new ChangeEvent.Held("freeze"),
        new ChangeEvent.Resumed(TimeSpan.FromHours(1)),
        new ChangeEvent.Withdrawn("not needed"),
        new ChangeEvent.Closed(Outcome.RolledBack),
        new ChangeEvent.Linked("CHG-2026-002", "retrospective"),
    ]).ToImmutableSortedDictionary(EventKinds.Of, @event => @event, StringComparer.Ordinal);
}
