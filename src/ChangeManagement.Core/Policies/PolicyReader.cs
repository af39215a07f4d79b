using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies;

/// <summary>What came of reading a file.</summary>
/// <param name="Policy">The policy; null if there are errors.</param>
/// <param name="Errors">Every error of the file in the order of its lines; empty if there is a policy.</param>
public sealed record PolicyReading(Policy? Policy, ImmutableArray<FileError> Errors);

/// <summary>
/// Reads a policy from its YAML (P1, P2). Unknown keys and names are errors with the nearest valid one, and all errors come at once.
/// Whether the directory holds the roles is for <see cref="Rulebook"/> to check.
/// </summary>
public static class PolicyReader
{
    /// <summary>The policy that the text declares, or everything that is wrong with it; never throws for what a text may hold.</summary>
    public static PolicyReading Read(string name, string text)
    {
        var problems = new Problems(name);
        var root = YamlComposer.Compose(text, problems);
        var policy = root is null ? null : Read(root, text);
        return problems.Any ? new PolicyReading(null, problems.InOrder()) : new PolicyReading(policy, []);
    }

    /// <summary>SHA-256 of the text in UTF-8, lower-case hex.</summary>
    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Policy Read(YamlNode root, string text)
    {
        using var map = root.Map("a policy");
        var factors = RiskReader.Factors(map.Find("risk"));
        var fields = Fields(map, factors);
        var classes = ClassesReader.Classes(map.Need("classes"));
        var board = HeaderReader.Board(map.Find("board"));
        var roles = FieldsReader.Roles(map.Find("roles"));
        var runbooks = RecordsReader.Runbooks(map.Find("runbooks"));
        var known = Vocabulary(map, roles, fields, classes.Keys, factors, board is not null);
        var chases = StagesReader.Chases(map.Find("chases"), known);
        known = known with { Chases = [.. chases.Select(plan => plan.Name)] };
        return new Policy
        {
            Id = Id(map),
            Title = map.Text("title"),
            Document = map.TextOrNull("document"),
            Version = map.Text("version"),
            Source = map.Text("source"),
            Owner = map.TextOrNull("owner"),
            Reviews = HeaderReader.Reviews(map.Find("reviews"), known),
            SignOff = HeaderReader.SignOff(map.Find("sign-off")),
            Revisions = HeaderReader.Revisions(map.Find("revisions")),
            Compliance = HeaderReader.Compliance(map.Find("compliance")),
            Notifications = HeaderReader.Notifications(map.Find("notifications"), known),
            ApprovalPage = ApprovalPageReader.Read(map.Find("approval-page")),
            Calendar = HeaderReader.Calendar(map.Find("zone"), map.Find("calendar")),
            Board = board,
            Roles = roles.ByName(role => role.Name),
            Fields = known.Fields,
            FieldOrder = [.. fields.Select(field => field.Name)],
            Material = map.Find("material")?.Names("field", known.Fields.Keys) ?? [],
            Classes = classes,
            Classification = ClassesReader.Classification(map, known),
            Catalogue = ClassesReader.Catalogue(map.Find("catalogue"), known, runbooks.Keys),
            OutOfScope = ClassesReader.OutOfScope(map.Find("out-of-scope"), known),
            Risk = RiskReader.Model(map.Find("risk"), factors, known),
            Chases = chases,
            Stages = StagesReader.Stages(map.Find("stages"), known),
            Rules = map.Need("rules").Each(item => RuleReader.Read(item, known)),
            Freezes = HeaderReader.Freezes(map.Find("freezes")),
            FreezeOccasions = RecordsReader.FreezeOccasions(map.Find("freeze-occasions"), known),
            ChangeRecord = RecordsReader.ChangeRecord(map.Find("change-record")),
            Rollback = RecordsReader.Rollback(map.Find("rollback"), known),
            Statuses = RecordsReader.Statuses(map.Find("statuses")),
            Metrics = RecordsReader.Metrics(map.Find("metrics")),
            Retention = RecordsReader.Retention(map.Find("retention")),
            Runbooks = runbooks,
            ImplementationTime = map.Find("implementation-time")?.Elapsed() ?? TimeSpan.FromHours(2),
            NextReview = map.Find("next-review")?.Period(),
            Text = text,
            Digest = DigestOf(text),
        };
    }

    private static string Id(YamlMap map)
    {
        var node = map.Need("policy");
        var id = node?.Text() ?? "";
        if (id.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
        {
            node!.Fail("the id of a policy is made of lower-case letters, digits and '-'");
        }

        return id;
    }

    private static ImmutableArray<Field> Fields(YamlMap map, ImmutableArray<RiskFactor> factors)
    {
        var node = map.Need("fields");
        var declared = FieldsReader.Fields(node, map.Find("catalogue"));
        foreach (var twice in declared.IntersectBy(factors.Select(factor => factor.Name), field => field.Name))
        {
            node!.Fail($"'{twice.Name}' is a field already, because it is a factor of the risk");
        }

        return [.. declared.Concat(factors.Select(RiskReader.FieldOf)).DistinctBy(field => field.Name)];
    }

    private static Vocabulary Vocabulary(
        YamlMap map,
        ImmutableArray<Role> roles,
        ImmutableArray<Field> fields,
        IEnumerable<string> classes,
        ImmutableArray<RiskFactor> factors,
        bool hasBoard)
    {
        var byName = fields.ByName(field => field.Name);
        return new Vocabulary
        {
            Roles = [.. roles.Select(role => role.Name)],
            Fields = byName,
            Classes = [.. classes],
            Types = [.. byName.GetValueOrDefault(CatalogueType.Field)?.Choices.Select(choice => choice.Id) ?? []],
            Factors = factors.ToImmutableSortedDictionary(
                factor => factor.Name, factor => factor.Values.Select(value => value.Name).ToImmutableArray(), StringComparer.Ordinal),
            Stages = [.. (map.Find("stages") as YamlMapping)?.Entries.Select(entry => entry.Name) ?? []],
            Chases = [],
            HasBoard = hasBoard,
            HasSuspendedClass = map.Find("suspended-class") is not null,
        };
    }
}
