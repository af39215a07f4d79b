using System.Collections.Immutable;

namespace ChangeManagement.Organisation;

/// <summary>Who holds a role.</summary>
/// <param name="Role">The role's name in the policies.</param>
/// <param name="HeldBy">Ids of its holders; empty if a rota says.</param>
/// <param name="Rota">The rota whose person on call holds it; null: none.</param>
/// <param name="Deputies">Ids of those to whom it falls when no holder can act.</param>
public sealed record RoleHolding(string Role, ImmutableArray<string> HeldBy, string? Rota, ImmutableArray<string> Deputies);

/// <summary>
/// The directory file: people, who holds which role, and who is on call. Live, unlike policies: it is asked when a person decides.
/// </summary>
public sealed record PeopleDirectory(
    ImmutableSortedDictionary<string, Person> People,
    ImmutableSortedDictionary<string, RoleHolding> Roles,
    ImmutableSortedDictionary<string, Rota> Rotas)
{
    /// <summary>Nobody.</summary>
    public static PeopleDirectory Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, Person>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, RoleHolding>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Rota>(StringComparer.Ordinal));

    /// <summary>The person, or null if there is none of that id.</summary>
    public Person? Find(string id) => People.GetValueOrDefault(id);

    /// <summary>
    /// Who is asked for the role at the instant: its holders, and for those who are away whoever stands in. If that leaves nobody, the
    /// deputies of the role, and the holders themselves rather than nobody at all.
    /// </summary>
    public IReadOnlyList<Person> Holders(string role, DateTimeOffset at) =>
        [.. Acting(role, at, person => person.AbsenceAt(at) is null).Select(acting => acting.Person)];

    /// <summary>As <see cref="Holders"/>, each with the person for whom they act.</summary>
    /// <param name="isThere">True for a holder who needs nobody to stand in.</param>
    public IReadOnlyList<ActingPerson> Acting(string role, DateTimeOffset at, Func<Person, bool> isThere)
    {
        if (!Roles.TryGetValue(role, out var holding))
        {
            return [];
        }

        var holders = Appointed(holding, at);
        return [.. FirstNotEmpty(
            holders.Select(person => isThere(person) ? new ActingPerson(person, null) : StandIn(person, at)).OfType<ActingPerson>(),
            holding.Deputies.Select(Find).OfType<Person>().Where(person => person.AbsenceAt(at) is null)
                .Select(person => new ActingPerson(person, holders.FirstOrDefault())),
            holders.Select(person => new ActingPerson(person, null)))];
    }

    /// <summary>Who stands in for the person at the instant, and is there; null: nobody.</summary>
    public ActingPerson? StandIn(Person person, DateTimeOffset at) =>
        (person.AbsenceAt(at)?.Deputy ?? person.Deputy) is { } deputy && Find(deputy) is { } standIn && standIn.AbsenceAt(at) is null
            ? new ActingPerson(standIn, person)
            : null;

    /// <summary>True if the person may act in the role at the instant: appointed to it, or asked for it.</summary>
    public bool Holds(string person, string role, DateTimeOffset at) =>
        Roles.TryGetValue(role, out var holding)
        && (Appointed(holding, at).Any(each => each.Id == person) || Holders(role, at).Any(each => each.Id == person));

    /// <summary>To whom the role falls when its holders may not act: its deputies, then those of its holders.</summary>
    public IReadOnlyList<Person> Deputies(string role, DateTimeOffset at)
    {
        if (!Roles.TryGetValue(role, out var holding))
        {
            return [];
        }

        var holders = Appointed(holding, at).Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        return [.. holding.Deputies
            .Concat(Appointed(holding, at).Select(person => person.Deputy).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Where(id => !holders.Contains(id))
            .Select(Find)
            .OfType<Person>()
            .OrderBy(person => person.AbsenceAt(at) is null ? 0 : 1)];
    }

    /// <summary>The person's manager, or null.</summary>
    public Person? ManagerOf(string person) => Find(person)?.Manager is { } manager ? Find(manager) : null;

    /// <summary>The roles in which the person may act at the instant.</summary>
    public IEnumerable<string> RolesOf(string person, DateTimeOffset at) => Roles.Keys.Where(role => Holds(person, role, at));

    /// <summary>Everyone who holds the role at some time, whoever is away or on call now.</summary>
    internal IEnumerable<Person> Appointable(string role) => Roles.TryGetValue(role, out var holding) ? Appointable(holding) : [];

    internal bool HasDeputy(RoleHolding holding) =>
        holding.Deputies.Length > 0 || Appointable(holding).Any(person => person.Deputy is not null);

    internal IEnumerable<Person> Appointable(RoleHolding holding) =>
        holding.HeldBy.Concat(RotaOf(holding)?.People ?? []).Distinct(StringComparer.Ordinal).Select(Find).OfType<Person>();

    private Person[] Appointed(RoleHolding holding, DateTimeOffset at) =>
        [.. holding.HeldBy.Concat(RotaOf(holding) is { } rota ? [rota.OnCall(at)] : []).Select(Find).OfType<Person>()];

    private Rota? RotaOf(RoleHolding holding) => holding.Rota is { } name ? Rotas.GetValueOrDefault(name) : null;

    private static IEnumerable<ActingPerson> FirstNotEmpty(params IEnumerable<ActingPerson>[] choices) =>
        choices.FirstOrDefault(people => people.Any(), []).DistinctBy(acting => acting.Person.Id);
}
