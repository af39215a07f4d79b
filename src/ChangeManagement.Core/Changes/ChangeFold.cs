using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Makes a change out of its events. Total and pure: what was accepted once is never judged again here.</summary>
public static class ChangeFold
{
    /// <summary>The change after one more event.</summary>
    /// <param name="change">Null before the first event, which is <see cref="ChangeEvent.Submitted"/>.</param>
    public static Change Apply(Change? change, string number, ChangeEvent @event, Actor actor, DateTimeOffset at)
    {
        if (@event is ChangeEvent.Submitted submitted)
        {
            return Start(number, submitted, at);
        }

        var before = change ?? throw new InvalidOperationException($"{number} does not begin with its submission; verify the register.");
        var after = Apply(before, @event, actor, at);
        return after with
        {
            Version = before.Version + 1,
            UpdatedAt = at,
            EndedAt = after.State.IsEnded ? after.EndedAt ?? at : null,
        };
    }

    private static Change Start(string number, ChangeEvent.Submitted submitted, DateTimeOffset at) => new()
    {
        Number = number,
        Version = 1,
        Policy = submitted.Policy,
        Requester = submitted.Requester,
        Facts = submitted.Facts,
        Assessment = submitted.Assessment,
        State = new ChangeState.AwaitingApproval(),
        AssessedAt = at,
        SubmittedAt = at,
        UpdatedAt = at,
        Stages = StagesOf(submitted.Assessment),
        Requirements = submitted.Assessment.Requirements,
        Clocks = Clocks(ImmutableDictionary<RequirementKey, DutyClock>.Empty, submitted.Due),
    };

    private static Change Apply(Change change, ChangeEvent @event, Actor actor, DateTimeOffset at) => @event switch
    {
        ChangeEvent.RecordedOutOfScope e => CloseStages(change) with { State = new ChangeState.OutOfScope(), Reason = e.Exception },
        ChangeEvent.Amended e => Amend(change, e, at),
        ChangeEvent.MoreAsked e => Ask(change, e),
        ChangeEvent.StageOpened e => change.WithStage(e.Stage, stage => stage with
        {
            Status = StageStatus.Open, OpenedAt = at, Due = e.Due, Chases = e.Chases,
        }),
        ChangeEvent.SeatApproved e => Approve(change, e, at),
        ChangeEvent.SeatRejected e => change.WithStage(e.Stage, stage => stage with
        {
            Answers = stage.Answers.Add(new SeatAnswer(e.Seat, e.Role, e.Person, Approves: false, e.Reason, [], at, Verbal: null)
            {
                OnBehalfOf = e.OnBehalfOf, Mandate = e.Mandate, StandsFrom = e.StandsFrom,
            }),
        }),
        ChangeEvent.AnswerStands e => Stand(change, e, at),
        ChangeEvent.AnswerRetracted e => change.WithStage(e.Stage, stage => stage with
        {
            Answers = stage.Answers.RemoveAll(answer => answer.Seat == e.Seat && answer.Person == e.Person),
        }),
        ChangeEvent.SeatDelegated e => change.WithStage(e.Stage, stage => stage with
        {
            Delegations = stage.Delegations.Add(new SeatDelegation(e.Seat, e.Role, e.OnBehalfOf ?? e.From, e.From, e.To, e.Reason, at)),
        }),
        ChangeEvent.RecipientUnreachable e => change.WithStage(e.Stage, stage => stage with { Unreachable = stage.Unreachable.Add(e.Person) }),
        ChangeEvent.QuestionAsked e => change with
        {
            Questions = change.Questions.Add(new Question(e.Stage, change.Round, e.Person, e.Text, at, Answer: null)),
        },
        ChangeEvent.QuestionAnswered e => change with
        {
            Questions = change.Questions.SetItem(
                e.Question - 1, change.Questions[e.Question - 1] with { Answer = new QuestionAnswer(e.Person, e.Text, at) }),
        },
        ChangeEvent.StageApproved e => change.WithStage(e.Stage, stage => stage with { Status = StageStatus.Approved }),
        ChangeEvent.Approved => change with { State = new ChangeState.Approved(), ApprovedAt = at },
        ChangeEvent.Rejected e => CloseStages(change) with { State = new ChangeState.Rejected(), Reason = e.Reason },
        ChangeEvent.Expired e => CloseStages(change) with
        {
            State = new ChangeState.Expired(), Reason = $"No answer in time at the stage '{e.Stage}'.",
        },
        ChangeEvent.ApprovalWithheld e => change.WithStage(e.Stage, stage => stage with { Status = StageStatus.Withheld }) with
        {
            Unapproved = true, IsWithheldUnasked = true, Reason = e.Reason,
        },
        ChangeEvent.AuthorizationContested e => Contest(change, e),
        ChangeEvent.AuthorizationNotCounted e => change with
        {
            UncountedVoices = change.UncountedVoices.Add(new UncountedVoice(e.AuthorizedBy, e.How, e.Reason)),
        },
        ChangeEvent.Reminded e => Chased(change, e.Subject, e.Step, escalated: false),
        ChangeEvent.Escalated e => Chased(change, e.Subject, e.Step, escalated: true),
        ChangeEvent.RequirementAnswered e => change with
        {
            Answers = change.Answers.SetItem(new RequirementKey(e.Requirement, e.Name), new GivenAnswer(e.Answer, actor.ToString(), at)),
        },
        ChangeEvent.Scheduled e => change with
        {
            ScheduledStart = e.Start, ScheduledMaintenanceWindow = e.MaintenanceWindow ?? false, Implementer = actor.ToString(),
        },
        ChangeEvent.ScheduleMissed => change with { ScheduledStart = null },
        ChangeEvent.ImplementationStarted e => change with
        {
            State = new ChangeState.Implementing(),
            StartedAt = at,
            Implementer = e.Implementer,
            EstimatedCompletion = e.EstimatedCompletion,
            Clocks = Clocks(change.Clocks, e.Due),
        },
        ChangeEvent.Completed e => change with
        {
            State = new ChangeState.Completed(),
            CompletedAt = at,
            ImplementationNotes = e.Notes,
            MonitoredUntil = e.MonitoredUntil,
            Clocks = Clocks(change.Clocks, e.Due),
        },
        ChangeEvent.ImplementationFailed e => change with
        {
            State = new ChangeState.Failed(),
            Reason = e.Reason,
            Requirements = [.. StillAskedWithoutSuccess(change)],
            Clocks = Clocks(change.Clocks, e.Due ?? []),
        },
        ChangeEvent.MonitoringEnded => change with { MonitoredUntil = null },
        ChangeEvent.ProblemReported e => change with
        {
            Problems = change.Problems.Add(new Problem(e.Severity, e.Description, e.Trigger, e.Incident, actor.ToString(), at)),
        },
        ChangeEvent.RollbackDecisionOpened e => change with
        {
            IsWithheldUnasked = false,
            Rollback = new RollbackQuestion(e.Severity, e.Deciders, at, e.Due, e.Reason, Escalations: 0, RollBack: null, null, null),
        },
        ChangeEvent.RollbackDecided e => change with
        {
            State = e.RollBack ? new ChangeState.RollingBack() : change.State,
            Rollback = change.Rollback! with { RollBack = e.RollBack, Reason = e.Reason, DecidedBy = actor.ToString(), DecidedAt = at },
        },
        ChangeEvent.RolledBack e => RollBack(change, e, actor, at),
        ChangeEvent.Held e => change with { State = new ChangeState.OnHold(change.State), Reason = e.Reason, HeldAt = at, ScheduledStart = null },
        ChangeEvent.Resumed e => Resume(change, e),
        ChangeEvent.Withdrawn e => CloseStages(change) with { State = new ChangeState.Withdrawn(), Reason = e.Reason },
        ChangeEvent.Closed e => CloseStages(change) with { State = new ChangeState.Closed(e.Outcome) },
        ChangeEvent.Linked e => change with { Links = change.Links.Add(new LinkedChange(e.Number, e.Relation)) },
        _ => throw new UnreachableException(),
    };

    private static Change Amend(Change change, ChangeEvent.Amended e, DateTimeOffset at)
    {
        var amended = change with { Facts = change.Facts.With(e.Changed) };
        return e.Assessment is null
            ? amended
            : amended with
            {
                Assessment = e.Assessment,
                AssessedAt = at,
                State = new ChangeState.AwaitingApproval(),
                Round = change.Round + 1,
                EarlierRounds = change.EarlierRounds.Add(new EarlierRound(change.Round, change.Facts, change.Stages)),
                Run = e.NewKind ? change.Run + 1 : change.Run,
                Stages = StagesOf(e.Assessment),
                Requirements = e.Assessment.Requirements,
                Answers = change.Answers.RemoveRange(change.Answers.Keys.Where(VoidedByAmendment)),
                ApprovedAt = null,
                ScheduledStart = null,
            };
    }

    private static Change Ask(Change change, ChangeEvent.MoreAsked e)
    {
        var replaced = e.Requirements.Select(RequirementKey.Of).ToHashSet();
        var more = change with
        {
            Assessment = change.Assessment with
            {
                Risk = e.Risk,
                Monitoring = e.Monitoring,
                Stages = e.Stages.IsEmpty ? change.Assessment.Stages : e.Stages,
            },
            Requirements = [.. change.Requirements.Where(requirement => !replaced.Contains(RequirementKey.Of(requirement))), .. e.Requirements],
            Stages = e.Stages.IsEmpty ? change.Stages : [.. e.Stages.Select(stage => Ask(change, stage))],
            Clocks = Clocks(change.Clocks, e.Due),
        };
        var isApproved = more.StagesBeforeWork.All(stage => stage.Status is StageStatus.Approved) && !more.Open(Gate.Approve).Any();
        return change.State.IsBeforeWork && change.ApprovedAt is not null && !isApproved
            ? more with
            {
                State = change.State is ChangeState.OnHold ? new ChangeState.OnHold(new ChangeState.AwaitingApproval()) : new ChangeState.AwaitingApproval(),
                ApprovedAt = null,
                ScheduledStart = null,
            }
            : more;
    }

    /// <summary>A stage that has more seats than before asks again; who answered it has answered it.</summary>
    private static StageProgress Ask(Change change, ApprovalStage stage) =>
        change.Stages.FirstOrDefault(progress => progress.Definition.Name == stage.Name) is not { } progress ? new StageProgress(stage)
        : progress.Status is StageStatus.Withheld || progress.Definition.Seats.Length == stage.Seats.Length ? progress
        : progress with { Definition = stage, Status = StageStatus.Waiting, ChasesMade = 0, IsEscalated = false };

    /// <summary>What was judged, tested or ticked for another content has to be so again; documents and evidence stay.</summary>
    private static bool VoidedByAmendment(RequirementKey key) =>
        key.Kind is RequirementKind.Criterion or RequirementKind.Test or RequirementKind.Check;

    private static Change Approve(Change change, ChangeEvent.SeatApproved e, DateTimeOffset at)
    {
        var answered = change.WithStage(e.Stage, stage => stage with
        {
            Answers = stage.Answers.Add(new SeatAnswer(e.Seat, e.Role, e.Person, Approves: true, e.Comments, e.Conditions, at, e.Verbal)
            {
                OnBehalfOf = e.OnBehalfOf,
                Mandate = e.Mandate,
                StandsFrom = e.StandsFrom,
                Consequences = e.StandsFrom is null ? null : e,
            }),
        });
        return e.StandsFrom is null ? answered.With(e, at) : answered;
    }

    /// <summary>Lets an answer count that could be taken back until now, with what follows from it.</summary>
    private static Change Stand(Change change, ChangeEvent.AnswerStands e, DateTimeOffset at)
    {
        var consequences = change.Stages.First(stage => stage.Definition.Name == e.Stage).Answers.First(Is).Consequences;
        var standing = change.WithStage(e.Stage, stage => stage with
        {
            Answers = [.. stage.Answers.Select(answer => Is(answer) ? answer with { StandsFrom = null, Consequences = null } : answer)],
        });
        return consequences is null ? standing : standing.With(consequences, at);

        bool Is(SeatAnswer answer) => answer.Seat == e.Seat && answer.Person == e.Person;
    }

    /// <summary>What the approval asks for is asked, and what it confirms is confirmed.</summary>
    private static Change With(this Change change, ChangeEvent.SeatApproved e, DateTimeOffset at) => change with
    {
        Requirements = change.Requirements.AddRange(Conditions.Of(e, change.Requirements)),
        Answers = change.Answers.SetItems(e.Confirms.Select(name => KeyValuePair.Create(
            new RequirementKey(RequirementKind.Criterion, name),
            new GivenAnswer(Answer.Met("confirmed with the approval"), e.Verbal?.RecordedBy ?? e.Person, at)))),
    };

    private static Change RollBack(Change change, ChangeEvent.RolledBack e, Actor actor, DateTimeOffset at) => change with
    {
        State = new ChangeState.RolledBack(),
        MonitoredUntil = null,
        Requirements = [.. StillAskedWithoutSuccess(change), .. e.Owed],
        Answers = change.Answers.SetItems(e.Record.Select(part => KeyValuePair.Create(
            new RequirementKey(RequirementKind.Documentation, part.Key), new GivenAnswer(Answer.Met(part.Value), actor.ToString(), at)))),
        Clocks = Clocks(change.Clocks, e.Due),
    };

    /// <summary>
    /// Before the work its approval opens again; after that the change is recorded as unapproved, as if the approval had been refused.
    /// </summary>
    private static Change Contest(Change change, ChangeEvent.AuthorizationContested e) => change.State.IsBeforeWork
        ? change.WithStage(e.Stage, stage => stage with
        {
            Status = StageStatus.Open, Answers = stage.Answers.RemoveAll(answer => answer.Seat == e.Seat),
        }) with
        {
            State = new ChangeState.AwaitingApproval(), ApprovedAt = null, ScheduledStart = null,
        }
        : change.WithStage(e.Stage, stage => stage with
        {
            Answers = [.. stage.Answers.Select(answer => answer.Seat == e.Seat ? answer with { IsContested = true } : answer)],
        }) with
        {
            Unapproved = true, IsWithheldUnasked = true, Reason = $"{e.Person} contests the authorization by voice: {e.Reason}",
        };

    /// <summary>
    /// What only makes sense for a change that stays in production is no longer asked of one that failed or was undone. The rest is still
    /// owed, before closure: completion is a gate that such a change never passes.
    /// </summary>
    private static IEnumerable<Requirement> StillAskedWithoutSuccess(Change change) =>
        from requirement in change.Requirements
        where requirement.Before is not (Gate.Complete or Gate.Close) || change.IsMet(requirement) || !requirement.FallsAwayWithoutSuccess()
        select requirement.Before is Gate.Complete ? requirement with { Before = Gate.Close } : requirement;

    private static Change Resume(Change change, ChangeEvent.Resumed e) => change with
    {
        State = ((ChangeState.OnHold)change.State).Before,
        Reason = "",
        HeldAt = null,
        Stages =
        [
            .. change.Stages.Select(stage => stage.Status is not StageStatus.Open ? stage : stage with
            {
                Due = stage.Due + e.Paused,
                Chases = [.. stage.Chases.Select(chase => chase with { At = chase.At + e.Paused })],
            }),
        ],
        Clocks = change.Clocks.ToImmutableDictionary(
            pair => pair.Key, pair => pair.Value with { Remind = pair.Value.Remind + e.Paused, Due = pair.Value.Due + e.Paused }),
    };

    private static Change Chased(Change change, string subject, int step, bool escalated)
    {
        if (subject.StartsWith(Deadline.StagePrefix, StringComparison.Ordinal))
        {
            return change.WithStage(subject[Deadline.StagePrefix.Length..], stage => stage with
            {
                ChasesMade = step + 1, IsEscalated = stage.IsEscalated || escalated,
            });
        }

        if (subject == Deadline.RollbackSubject)
        {
            return change with { Rollback = change.Rollback! with { Escalations = step + 1 } };
        }

        var key = Deadline.DutyOf(subject);
        var clock = change.Clocks[key];
        return change with
        {
            Clocks = change.Clocks.SetItem(key, escalated ? clock with { Escalated = true } : clock with { Reminded = true }),
        };
    }

    private static ImmutableDictionary<RequirementKey, DutyClock> Clocks(
        ImmutableDictionary<RequirementKey, DutyClock> running, ImmutableArray<DutyDeadline> started) =>
        running.SetItems(started.Select(due => KeyValuePair.Create(
            new RequirementKey(due.Kind, due.Name), new DutyClock(due.Remind, due.Due, Reminded: false, Escalated: false))));

    private static ImmutableArray<StageProgress> StagesOf(Assessment assessment) =>
        [.. assessment.Stages.Select(stage => new StageProgress(stage))];

    private static Change CloseStages(Change change) => change with
    {
        Stages =
        [
            .. change.Stages.Select(stage =>
                stage.Status is StageStatus.Open ? stage with { Status = StageStatus.Withheld } : stage),
        ],
    };

    private static Change WithStage(this Change change, string name, Func<StageProgress, StageProgress> with) => change with
    {
        Stages = [.. change.Stages.Select(stage => stage.Definition.Name == name ? with(stage) : stage)],
    };
}
