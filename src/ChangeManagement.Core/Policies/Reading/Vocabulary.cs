using System.Collections.Immutable;

namespace ChangeManagement.Policies.Reading;

/// <summary>The names that a policy declares, against which its rules are read.</summary>
internal sealed record Vocabulary
{
    public required ImmutableArray<string> Roles { get; init; }

    public required ImmutableSortedDictionary<string, Field> Fields { get; init; }

    public required ImmutableArray<string> Classes { get; init; }

    public required ImmutableArray<string> Types { get; init; }

    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Factors { get; init; }

    public required ImmutableArray<string> Stages { get; init; }

    public required ImmutableArray<string> Chases { get; init; }

    public required bool HasBoard { get; init; }

    /// <summary>True if the policy says what becomes of a type that lost its pre-approval.</summary>
    public required bool HasSuspendedClass { get; init; }

    /// <summary>False while the class itself is being decided.</summary>
    public bool ClassIsKnown { get; init; } = true;

    /// <summary>Refuses a condition that looks at the class or the risk before they are known.</summary>
    public YamlNode OnceClassIsKnown(YamlNode node)
    {
        if (!ClassIsKnown)
        {
            node.Fail($"'{node.Label}' is not known yet where the class is decided; use facts, says, missing, type, time or system");
        }

        return node;
    }

    public string Role(YamlNode node) => node.Name("role", Roles.Concat(Policies.Role.BuiltIn));

    public ImmutableArray<string> RolesOf(YamlNode node) => [.. node.Items().Select(Role)];

    /// <summary>An allowance; one that counts to the next meeting needs a board.</summary>
    public Allowance? Allowance(YamlNode? node)
    {
        var allowance = node?.Allowance();
        if (allowance is Allowance.NextCab && !HasBoard)
        {
            node!.Fail("'next cab' needs a 'board' with the time of its meetings");
        }

        return allowance;
    }
}
