using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Register;

/// <summary>
/// The lists by which a person finds the changes that may wait for them. A change is in those of the roles it waits for, known without the
/// directory; a person looks into those of the roles they act in now. The lists hold too many rather than too few: what really waits is
/// decided over each change.
/// </summary>
public static class WaitingLists
{
    // Who decides depends on the policy's table, and the question is rare: everybody looks at all of them.
    private const string Rollbacks = "rollbacks";

    /// <summary>The lists that a change is in.</summary>
    public static ImmutableArray<string> Of(Change change)
    {
        if (change.State.IsEnded || change.State is ChangeState.OnHold)
        {
            return [];
        }

        var seats = change.Stages.Where(stage => stage.Status is StageStatus.Open)
            .SelectMany(stage => stage.UnansweredSeats.SelectMany(seat => seat.Roles).Concat(stage.Definition.EscalatesTo));
        var owed = change.Requirements.Where(requirement => requirement.Blocks && !change.IsMet(requirement)).Select(requirement => requirement.Owner).OfType<string>();
        var delegates = change.Stages.Where(stage => stage.Status is StageStatus.Open).SelectMany(stage => stage.Delegations)
            .Select(delegation => ListOfPerson(delegation.To));
        IEnumerable<string> questioned = change.Questions.Any(question => question.Answer is null) ? [Participants.OwnerRole] : [];
        string[] work = change.State is ChangeState.AwaitingApproval
            ? [Participants.RequesterRole, .. Participants.ImplementerRoles(change)]
            : [Participants.RequesterRole, Participants.OwnerRole, Participants.ImplementerRole, .. Participants.ImplementerRoles(change)];
        var lists = seats.Concat(owed).Concat(work).Concat(questioned).Distinct(StringComparer.Ordinal).SelectMany(role => ListsOf(role, change))
            .Concat(delegates);
        return [.. (change.Rollback is { RollBack: null } ? lists.Append(Rollbacks) : lists).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The lists that a person looks into: their roles, those they stand in for, and those of the people they manage; the same of everybody who
    /// passed their approvals on to them.
    /// </summary>
    public static ImmutableArray<string> Of(
        string person, PeopleDirectory directory, Systems systems, IEnumerable<StandingDelegation> delegations, DateTimeOffset now)
    {
        var voices = delegations.Where(delegation => delegation.To == person).Select(delegation => delegation.From).Append(person)
            .ToHashSet(StringComparer.Ordinal);
        var answersFor = directory.People.Values
            .Where(other => voices.Contains(other.Id) || voices.Contains(other.Deputy ?? "") || voices.Contains(other.Manager ?? ""))
            .Select(other => other.Id).ToHashSet(StringComparer.Ordinal);
        var roles = directory.Roles.Keys.Where(role => directory.Holds(person, role, now)
            || directory.Deputies(role, now).Any(deputy => voices.Contains(deputy.Id))
            || directory.Appointable(role).Any(holder => answersFor.Contains(holder.Id)));
        return
        [
            Rollbacks,
            .. answersFor.Select(ListOfPerson),
            .. roles.Select(ListOfRole),
            .. systems.All.Where(system => answersFor.Contains(system.Owner)).Select(system => ListOfSystem(system.Id)),
        ];
    }

    private static IEnumerable<string> ListsOf(string role, Change change) => role switch
    {
        Participants.RequesterRole => [ListOfPerson(change.Requester)],
        Participants.ImplementerRole => [ListOfPerson(change.Implementer ?? change.Requester)],
        Participants.OwnerRole when change.Facts.Text("owner") is { Length: > 0 } owner => [ListOfPerson(owner)],
        Participants.OwnerRole => change.Facts.List(Systems.Field).Select(ListOfSystem),
        _ => [ListOfRole(role)],
    };

    private static string ListOfPerson(string id) => $"person-{id}";

    private static string ListOfRole(string role) => $"role-{role}";

    private static string ListOfSystem(string id) => $"system-{id}";
}
