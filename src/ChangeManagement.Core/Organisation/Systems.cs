using System.Collections.Immutable;

namespace ChangeManagement.Organisation;

/// <summary>How much depends on a system.</summary>
public enum Criticality
{
    /// <summary>Nobody would notice for a day.</summary>
    Low,

    /// <summary>Some people are held up.</summary>
    Medium,

    /// <summary>Many people are held up.</summary>
    High,

    /// <summary>The business stands still.</summary>
    Critical,
}

/// <summary>A system that changes touch.</summary>
/// <param name="Id">For example <c>authentication-service</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Owner">Id of the person who answers for it.</param>
/// <param name="Deputy">Id of who stands in; null: the owner's own deputy.</param>
/// <param name="Criticality">How much depends on it.</param>
/// <param name="DependsOn">Ids of the systems that it needs.</param>
/// <param name="Tenants">The tenants that it serves (004).</param>
public sealed record ManagedSystem(
    string Id,
    string Title,
    string Owner,
    string? Deputy,
    Criticality Criticality,
    ImmutableArray<string> DependsOn,
    ImmutableArray<string> Tenants);

/// <summary>The systems file.</summary>
public sealed record Systems(ImmutableSortedDictionary<string, ManagedSystem> ById)
{
    /// <summary>The field in which a request names the systems that it touches.</summary>
    public const string Field = "affected_systems";

    /// <summary>No systems.</summary>
    public static Systems None { get; } = new(ImmutableSortedDictionary.Create<string, ManagedSystem>(StringComparer.Ordinal));

    /// <summary>All systems in order of their ids.</summary>
    public IEnumerable<ManagedSystem> All => ById.Values;

    /// <summary>All tenants of all systems.</summary>
    public IEnumerable<string> Tenants =>
        All.SelectMany(system => system.Tenants).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The system, or null if there is none of that id.</summary>
    public ManagedSystem? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>Ids of the owners of the systems, in the order of the systems and each once; unknown systems have none.</summary>
    public IEnumerable<string> OwnersOf(IEnumerable<string> ids) =>
        ids.Select(Find).OfType<ManagedSystem>().Select(system => system.Owner).Distinct(StringComparer.Ordinal);
}
