using System.Collections.Immutable;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Who decides on a rollback, and until when: the policy's table by severity (003 §10.2), else the change owner within an hour.</summary>
public static class RollbackClock
{
    /// <summary>A limit that is missed this often has been put to everyone there is.</summary>
    internal const int MostEscalations = 3;

    private static readonly Allowance Otherwise = new Allowance.Elapsed(TimeSpan.FromHours(1));

    /// <summary>
    /// True if the actor may decide now. To keep the change is for <see cref="Deciders"/> alone; who may do the work may also undo it, asked or not.
    /// </summary>
    public static bool MayDecide(bool rollBack, Change change, Circumstances circumstances) =>
        (rollBack && Participants.MayImplement(circumstances.Actor, change, circumstances))
        || Deciders(change, circumstances).Any(person => circumstances.Actor.Is(person.Id));

    /// <summary>
    /// Who decides on the open question now; nobody if none is open. Each missed limit puts it to the next of the table and to the managers
    /// as well (decision 16); it takes it from nobody.
    /// </summary>
    public static IEnumerable<Person> Deciders(Change change, Circumstances circumstances)
    {
        if (change.Rollback is not { RollBack: null } open)
        {
            return [];
        }

        var ladder = Enum.GetValues<Severity>()
            .Where(severity => severity >= open.Severity && severity <= open.Severity + open.Escalations)
            .SelectMany(severity => RolesFor(severity, circumstances.Policy))
            .Concat(open.Deciders)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(role => Participants.Holders(role, change, circumstances).Concat(Participants.StandIns(role, change, circumstances)));
        var above = open.Escalations > 0
            ? open.Deciders.SelectMany(role => Participants.Managers(role, change, circumstances))
            : [];
        Person[] deciders = [.. ladder.Concat(above).DistinctBy(person => person.Id)];
        return deciders.Length > 0 ? deciders : InPlaceOfTheOwner(change, circumstances);
    }

    /// <summary>The question, asked now.</summary>
    internal static ChangeEvent.RollbackDecisionOpened Open(Severity severity, string reason, Circumstances circumstances)
    {
        var within = circumstances.Policy.Rollback.Decisions.GetValueOrDefault(LevelOf(severity))?.Within ?? Otherwise;
        return new ChangeEvent.RollbackDecisionOpened(
            severity, RolesFor(severity, circumstances.Policy), circumstances.Policy.Deadline(within, circumstances.Now), reason);
    }

    /// <summary>
    /// The question, unless one is open that is as grave: a milder report never takes its place. A graver one does, and never gets more time
    /// than was left.
    /// </summary>
    internal static ChangeEvent.RollbackDecisionOpened? Ask(Severity severity, string reason, Change change, Circumstances circumstances)
    {
        var asked = Open(severity, reason, circumstances);
        return change.Rollback is not { RollBack: null } open ? asked
            : severity <= open.Severity ? null
            : open.Limit > circumstances.Now && open.Limit < asked.Due ? asked with { Due = open.Limit }
            : asked;
    }

    /// <summary>A change without an owner is decided on by those who approve it, else by the manager of its requester.</summary>
    private static IEnumerable<Person> InPlaceOfTheOwner(Change change, Circumstances circumstances)
    {
        Person[] approvers =
        [
            .. change.Stages.SelectMany(stage => stage.Definition.Seats).SelectMany(seat => seat.Roles)
                .SelectMany(role => Participants.Holders(role, change, circumstances))
                .Where(person => person.Id != change.Requester).DistinctBy(person => person.Id),
        ];
        return approvers.Length > 0 ? approvers : Participants.Managers(Participants.RequesterRole, change, circumstances);
    }

    private static ImmutableArray<string> RolesFor(Severity severity, Policy policy) =>
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
