using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Who holds a role with regard to one change: the directory's roles, and those that the change itself gives.</summary>
public static class Participants
{
    /// <summary>Given by the request.</summary>
    public const string RequesterRole = "requester";

    /// <summary>Given by the field <c>owner</c>, else by the systems file.</summary>
    public const string OwnerRole = "change-owner";

    /// <summary>Given to whoever started the work.</summary>
    public const string ImplementerRole = "implementer";

    /// <summary>Who holds the role now.</summary>
    public static IReadOnlyList<Person> Holders(string role, Change change, Circumstances circumstances) => role switch
    {
        RequesterRole => Find(change.Requester, circumstances),
        OwnerRole => Owners(change.Facts, circumstances),
        ImplementerRole => Find(change.Implementer ?? change.Requester, circumstances),
        _ => circumstances.Directory.Holders(role, circumstances.Now),
    };

    /// <summary>As <see cref="Holders"/>, each with the person for whom they act.</summary>
    /// <param name="isThere">True for a holder who needs nobody to stand in.</param>
    public static IReadOnlyList<ActingPerson> Acting(string role, Change change, Circumstances circumstances, Func<Person, bool> isThere) =>
        role is RequesterRole or OwnerRole or ImplementerRole
            ? [.. Holders(role, change, circumstances).Select(person => new ActingPerson(person, null))]
            : circumstances.Directory.Acting(role, circumstances.Now, isThere);

    /// <summary>Who stands in for those who hold the role.</summary>
    public static IEnumerable<Person> StandIns(string role, Change change, Circumstances circumstances) => role switch
    {
        RequesterRole or OwnerRole or ImplementerRole =>
            Holders(role, change, circumstances).Select(holder => holder.Deputy).OfType<string>().SelectMany(id => Find(id, circumstances)),
        _ => circumstances.Directory.Deputies(role, circumstances.Now),
    };

    /// <summary>The managers of those who hold the role.</summary>
    public static IEnumerable<Person> Managers(string role, Change change, Circumstances circumstances) =>
        Holders(role, change, circumstances).Select(holder => circumstances.Directory.ManagerOf(holder.Id)).OfType<Person>();

    /// <summary>True if the actor is a person who holds the role or stands in for it.</summary>
    public static bool Acts(Actor actor, string role, Change change, Circumstances circumstances) =>
        actor.Kind is ActorKind.Person
        && Holders(role, change, circumstances).Concat(StandIns(role, change, circumstances)).Any(person => actor.Is(person.Id));

    /// <summary>True if the actor may do the work: the policy's implementers, else the requester, the owner or a system.</summary>
    public static bool MayImplement(Actor actor, Change change, Circumstances circumstances) =>
        (actor.Kind is ActorKind.System && change.Assessment.Implementers.IsEmpty)
        || (actor.ToString() == change.Requester && ImplementerRoles(change).Contains(RequesterRole))
        || ImplementerRoles(change).Any(role => Acts(actor, role, change, circumstances));

    /// <summary>The roles that may do the work.</summary>
    public static IEnumerable<string> ImplementerRoles(Change change) =>
        change.Assessment.Implementers.IsEmpty ? [RequesterRole, OwnerRole] : change.Assessment.Implementers;

    private static IReadOnlyList<Person> Owners(Facts facts, Circumstances circumstances)
    {
        var named = facts.Text("owner");
        return named.Length > 0
            ? Find(named, circumstances)
            : [.. circumstances.Systems.OwnersOf(facts.List("affected_systems")).SelectMany(id => Find(id, circumstances)).Take(1)];
    }

    private static IReadOnlyList<Person> Find(string id, Circumstances circumstances) =>
        circumstances.Directory.Find(id) is { } person ? [person] : [];
}
