using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads classes, the catalogue and what decides the class.</summary>
internal static class ClassesReader
{
    public static ImmutableSortedDictionary<string, ChangeClass> Classes(YamlNode? node) =>
        node.Named("class").Select(entry =>
        {
            using var map = entry.Value.Map("a class");
            return new ChangeClass(
                entry.Name,
                map.TextOrNull("title") ?? Phrases.Title(entry.Name),
                map.Need("kind")?.Word<WorkflowKind>("workflow kind") ?? WorkflowKind.Normal,
                map.TextOrNull("definition"),
                map.Find("examples")?.Texts() ?? [],
                map.TextOrNull("source"));
        }).ByName(each => each.Name);

    public static ImmutableSortedDictionary<string, CatalogueType> Catalogue(YamlNode? node, Vocabulary known, IEnumerable<string> runbooks)
    {
        var offered = known.Fields.GetValueOrDefault(CatalogueType.Field)?.Choices.Select(choice => choice.Id).ToArray() ?? [];
        return node.Named("type").Select(entry =>
        {
            if (!offered.Contains(entry.Name, StringComparer.Ordinal))
            {
                entry.Key.Fail($"no request can name the type '{entry.Name}': add it to the choices of the field {CatalogueType.Field}");
            }

            return ReadType(entry, known, runbooks);
        }).ByName(each => each.Name);
    }

    /// <summary>What a type can lose it must have, feel the loss of, and be able to get back (W7).</summary>
    private static void CheckLimit(YamlEntry entry, YamlNode limit, bool isPreApproved, Vocabulary known)
    {
        if (!isPreApproved)
        {
            limit.Fail($"'{entry.Name}' has no pre-approval to lose; add 'pre-approved: true' or leave 'failure-limit' out");
        }

        if (!known.HasSuspendedClass)
        {
            limit.Fail("a 'failure-limit' needs a 'suspended-class', the class of a type that lost its pre-approval");
        }

        var restoring = known.Fields.GetValueOrDefault(CatalogueType.RestoringField);
        if (restoring is not { Type: FieldType.Choice } || restoring.Choices.All(choice => choice.Id != entry.Name))
        {
            limit.Fail(
                $"'{entry.Name}' could lose its pre-approval and never get it back; declare the field {CatalogueType.RestoringField}, "
                + $"a choice with '{entry.Name}' among its choices");
        }
    }

    public static Classification Classification(YamlMap policy, Vocabulary known)
    {
        var early = known with { ClassIsKnown = false };
        var classify = policy.Need("classify");
        var rules = classify.Each(item => ClassRule(item, early));
        if (classify is not null && rules.All(rule => rule.When is not Always))
        {
            classify.Fail("the last entry of 'classify' must have no 'when', so that every request has a class");
        }

        return new Classification(
            rules,
            policy.Find("reclassify").Each(item => ClassRule(item, known)),
            policy.Find("kinds").Each(item => KindRule(item, known)),
            policy.Find("suspended-class")?.Name("class", known.Classes));
    }

    public static ImmutableArray<ScopeExclusion> OutOfScope(YamlNode? node, Vocabulary known) => node.Each(item =>
    {
        using var map = item.Map("an exclusion from the scope");
        return new ScopeExclusion(ConditionReader.When(map, known), map.Text("message"), SourceReader.Read(map));
    });

    private static CatalogueType ReadType(YamlEntry entry, Vocabulary known, IEnumerable<string> runbooks)
    {
        using var map = entry.Value.Map("a type");
        if (map.Find("failure-limit") is { } limit)
        {
            CheckLimit(entry, limit, map.Flag("pre-approved"), known);
        }

        return new CatalogueType(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.Need("class")?.Name("class", known.Classes) ?? "",
            map.Flag("pre-approved"),
            map.Find("examples")?.Texts() ?? [],
            map.Find("runbook")?.Name("runbook", runbooks),
            map.Find("failure-limit")?.Whole(1, 1000),
            map.Find("failure-window")?.Elapsed(),
            map.TextOrNull("source"));
    }

    private static ClassRule ClassRule(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a rule for the class");
        return new ClassRule(
            ConditionReader.When(map, known), map.Need("class")?.Name("class", known.Classes) ?? "", SourceReader.Read(map));
    }

    private static KindRule KindRule(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a rule for the kind");
        return new KindRule(
            ConditionReader.When(map, known), map.Need("kind")?.Word<WorkflowKind>("workflow kind") ?? default, SourceReader.Read(map));
    }
}
