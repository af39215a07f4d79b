using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Reports a problem during the work, while the change is watched, or within 24 hours after its end.</summary>
/// <param name="Severity">As the reporter sees it.</param>
/// <param name="Trigger">The policy's rollback trigger that it matches; null: none.</param>
/// <param name="Incident">The incident it belongs to; null: none known.</param>
public sealed record ReportProblem(Severity Severity, string Description, string? Trigger, string? Incident) : ChangeCommand
{
    private static readonly TimeSpan CountsFor = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.StartedAt is null || change.State is ChangeState.OnHold)
        {
            return new Refusal.WrongState("report a problem with", change.State.Name, "Its work has not begun.");
        }

        if (change.EndedAt is { } ended && circumstances.Now - ended > CountsFor)
        {
            return new Refusal.WrongState("report a problem with", change.State.Name, "It ended more than 24 hours ago; submit a new change that refers to it.");
        }

        if (Description.Length == 0)
        {
            return new Refusal.ReasonRequired("report a problem; describe what you see");
        }

        var triggers = circumstances.Policy.Rollback.Triggers;
        if (Trigger is not null && triggers.All(known => known.Name != Trigger))
        {
            return new Refusal.BadInput($"'{Trigger}' is no rollback trigger of {circumstances.Policy.Id}; use one of: {string.Join(", ", triggers.Select(known => known.Name))}.");
        }

        var reported = new ChangeEvent.ProblemReported(Severity, Description, Trigger, Incident);
        return change.State is ChangeState.Implementing or ChangeState.Completed or ChangeState.Failed
            && RollbackClock.Ask(Severity, Description, change, circumstances) is { } question
                ? Decision.Accept(reported, question)
                : Decision.Accept(reported);
    }
}

/// <summary>Decides whether to roll back. Whoever may do the work may always decide to undo it, but not to keep it.</summary>
/// <param name="RollBack">False keeps the change as it is.</param>
public sealed record DecideRollback(bool RollBack, string Reason) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State is not (ChangeState.Implementing or ChangeState.Completed or ChangeState.Failed))
        {
            return new Refusal.WrongState("roll back", change.State.Name, change.State.IsBeforeWork
                ? "Withdraw it instead."
                : "Submit a follow-up change that undoes it.");
        }

        var open = change.Rollback is { RollBack: null } decision ? decision : null;
        if (open is null && !RollBack)
        {
            return new Refusal.WrongState("decide to keep", change.State.Name, "Nobody asked for a rollback.");
        }

        if (!RollbackClock.MayDecide(RollBack, change, circumstances))
        {
            return new Refusal.NotYourTask(
                open is null ? "roll back" : "decide on the rollback of",
                string.Join(", ", open is null
                    ? Participants.ImplementerRoles(change)
                    : RollbackClock.Deciders(change, circumstances).Select(person => person.Name)));
        }

        if (Reason.Length == 0)
        {
            return new Refusal.ReasonRequired(RollBack ? "roll back" : "keep the change");
        }

        var decided = new ChangeEvent.RollbackDecided(RollBack, Reason);
        return open is null
            ? Decision.Accept(RollbackClock.Open(Severity.Medium, Reason, circumstances), decided)
            : Decision.Accept(decided);
    }
}

/// <summary>Reports that the state before is restored.</summary>
/// <param name="Record">The parts of the rollback record that are known, by name.</param>
public sealed record CompleteRollback(ImmutableSortedDictionary<string, string> Record) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.State is not ChangeState.RollingBack)
        {
            return new Refusal.WrongState("report the rollback of", change.State.Name, "Decide to roll back first.");
        }

        if (!Participants.MayImplement(circumstances.Actor, change, circumstances)
            && !change.Rollback!.Deciders.Any(role => Participants.Acts(circumstances.Actor, role, change, circumstances)))
        {
            return new Refusal.NotYourTask("roll back", string.Join(", ", Participants.ImplementerRoles(change)));
        }

        var plan = circumstances.Policy.Rollback;
        var parts = plan.Record.Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        if (Record.Keys.FirstOrDefault(name => !parts.Contains(name)) is { } unknown)
        {
            return new Refusal.BadInput($"'{unknown}' is no part of a rollback record; use: {string.Join(", ", parts)}.");
        }

        var owed = plan.Record.Select(part => new Requirement
        {
            Kind = RequirementKind.Documentation,
            Name = part.Name,
            Title = part.Title,
            Before = Gate.Close,
            Because = [new Because(plan.Source ?? circumstances.Policy.Source, "the change was rolled back", "")],
        }).ToImmutableArray();
        if (plan.FollowUp is FollowUp.Required && change.Links.All(link => link.Relation != Relations.FollowedBy))
        {
            owed = owed.Add(new Requirement
            {
                Kind = RequirementKind.Documentation,
                Name = Relations.Requirement,
                Title = "Submit a follow-up change",
                Before = Gate.Close,
                Because = [new Because(plan.Source ?? circumstances.Policy.Source, "the change was rolled back", "")],
            });
        }

        var known = Known(change, circumstances.Now);
        return Decision.Accept(new ChangeEvent.RolledBack(
            known.RemoveRange(known.Keys.Where(name => !parts.Contains(name))).SetItems(Record),
            owed,
            [
                .. Duties.Starting(ClockStart.RolledBack, change.Requirements, circumstances.Policy, circumstances.Now),
                .. Duties.AtTheEndOfTheWork(change, circumstances),
            ]));
    }

    /// <summary>What the change itself knows of 003 §10.4's seven parts.</summary>
    private static ImmutableSortedDictionary<string, string> Known(Change change, DateTimeOffset now)
    {
        var decided = change.Rollback!.DecidedAt!.Value;
        return ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("decided-at", decided.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Add("reason", change.Rollback.Reason)
            .Add("duration", $"{Math.Ceiling((now - decided).TotalMinutes):0} minutes");
    }
}
