using System.Collections.Concurrent;
using ChangeManagement.Policies;
using ChangeManagement.Sample;

namespace ChangeManagement.Testing;

/// <summary>The policies that ship, together with the sample organisation.</summary>
public static class Shipped
{
    private static readonly ConcurrentDictionary<string, Policy> Policies = new(StringComparer.Ordinal);

    private static readonly Lazy<Rulebook> Loaded = new(() => Valid(Rulebook.Load([.. SampleOrganisation.Files, .. ShippedPolicies.All])));

    private static readonly Lazy<Rulebook> People = new(() => Valid(Rulebook.Load(SampleOrganisation.Files)));

    /// <summary>All of it, validated together.</summary>
    public static Rulebook Rulebook => Loaded.Value;

    /// <summary>The sample organisation alone, so that one broken policy does not fail the tests of the others.</summary>
    public static Rulebook Organisation => People.Value;

    /// <summary>One policy; says everything that is wrong with it if it does not load.</summary>
    public static Policy Policy(string id) => Policies.GetOrAdd(id, static id =>
    {
        var name = $"policies/{id}.yaml";
        var file = ShippedPolicies.All.SingleOrDefault(file => file.Name == name)
            ?? throw new InvalidOperationException($"{name} does not ship.");
        return Valid(Rulebook.Load([.. SampleOrganisation.Files, file])).Policies[id];
    });

    private static Rulebook Valid(RulebookLoading loading) =>
        loading.Rulebook ?? throw new InvalidOperationException(string.Join('\n', loading.Errors));
}
