using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies.Reading;

/// <summary>Reads what a policy says beside its rules: rollback, the change log, statuses, metrics, retention, runbooks.</summary>
internal static class RecordsReader
{
    /// <summary>The states of the product that a policy may have a word of its own for.</summary>
    public static ImmutableArray<string> States { get; } =
    [
        "awaiting-approval", "approved", "scheduled", "implementing", "rolling-back", "completed", "closed", "failed", "rolled-back",
        "rejected", "expired", "withdrawn", "out-of-scope", "on-hold",
    ];

    public static RollbackPlan Rollback(YamlNode? node, Vocabulary known)
    {
        if (node is null)
        {
            return RollbackPlan.None;
        }

        using var map = node.Map("the rollback");
        return new RollbackPlan
        {
            Triggers = Texts(map.Find("triggers"), "trigger"),
            Decisions = map.Find("decision").Named("severity")
                .Select(entry => (Severity: entry.Key.Word<RiskLevel>("severity"), Decision: Decision(entry.Value, known)))
                .DistinctBy(each => each.Severity)
                .ToImmutableSortedDictionary(each => each.Severity, each => each.Decision),
            Steps = [.. map.Find("steps").Named("procedure").Select(entry => new RollbackProcedure(entry.Name, entry.Value.Texts()))],
            Record = Texts(map.Find("record"), "part of the record"),
            FollowUp = map.Find("follow-up")?.Word<FollowUp>("follow-up") ?? FollowUp.None,
            Source = map.TextOrNull("source"),
        };
    }

    public static FreezeOccasions FreezeOccasions(YamlNode? node, Vocabulary known)
    {
        if (node is null)
        {
            return new FreezeOccasions([], null);
        }

        using var map = node.Map("a list of freeze occasions");
        return new FreezeOccasions(Texts(map.Need("during"), "occasion"), map.TextOrNull("source"))
        {
            DeclaredBy = map.Find("declared-by") is { } roles ? known.RolesOf(roles) : [],
        };
    }

    public static RecordForm ChangeRecord(YamlNode? node)
    {
        if (node is null)
        {
            return new RecordForm([], null);
        }

        using var map = node.Map("the change record");
        return new RecordForm(
            [.. map.Need("columns").Named("column").Select(entry => new RecordColumn(entry.Key.Word<RecordField>("column"), entry.Value.Text()))],
            map.TextOrNull("source"));
    }

    public static ImmutableSortedDictionary<string, string> Statuses(YamlNode? node) =>
        (node?.Entries() ?? []).ToImmutableSortedDictionary(
            entry => entry.Key.Name("state", States), entry => entry.Value.Text(), StringComparer.Ordinal);

    public static ImmutableArray<Metric> Metrics(YamlNode? node) => node.Each(item =>
    {
        using var map = item.Map("a metric");
        return new Metric(
            map.Text("name"), map.Text("title"), map.TextOrNull("definition"), map.TextOrNull("target"), map.TextOrNull("source"));
    });

    public static ImmutableArray<RetentionRule> Retention(YamlNode? node) => [.. node.Named("record").Select(entry =>
    {
        using var map = entry.Value.Map("a retention");
        return new RetentionRule(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.Need("keep")?.Period() ?? default,
            map.TextOrNull("purpose"),
            map.TextOrNull("source"));
    })];

    public static ImmutableSortedDictionary<string, Runbook> Runbooks(YamlNode? node) => node.Named("runbook").Select(entry =>
    {
        using var map = entry.Value.Map("a runbook");
        return new Runbook(
            entry.Name,
            map.TextOrNull("title") ?? Phrases.Title(entry.Name),
            map.TextOrNull("source"),
            [.. map.Need("steps").Named("section").Select(section => new RunbookSection(section.Name, section.Value.Each(Step)))]);
    }).ByName(runbook => runbook.Name);

    private static RunbookStep Step(YamlNode node)
    {
        if (node is YamlScalar)
        {
            return new RunbookStep(node.Text(), null);
        }

        using var map = node.Map("a step");
        return new RunbookStep(map.Text("title"), map.TextOrNull("command"));
    }

    private static RollbackDecision Decision(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a rollback decision");
        return new RollbackDecision(
            map.Need("by") is { } by ? known.RolesOf(by) : [], known.Allowance(map.Find("within")), map.TextOrNull("source"));
    }

    private static ImmutableArray<NamedText> Texts(YamlNode? node, string kind) =>
        [.. node.Named(kind).Select(entry => new NamedText(entry.Name, entry.Value.Text()))];
}
