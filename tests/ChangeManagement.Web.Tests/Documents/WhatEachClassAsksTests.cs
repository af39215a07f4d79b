using System.Text.Json;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Documents;

/// <summary>A change is asked for exactly what its document asks of its class: nothing is forgotten, and nobody is bothered with more.</summary>
/// <param name="tuesday">Shared, for no request here touches another.</param>
public sealed class WhatEachClassAsksTests(OneTuesday tuesday) : IClassFixture<OneTuesday>
{
    /// <summary>Somebody who is not needed to approve anything here.</summary>
    private const string Requester = "omar";

    public static TheoryData<string> Classes => [.. All.Select(each => each.Class)];

    private static IEnumerable<(string Class, IReadOnlyDictionary<string, object?> Request, Clause[] Asks)> All =>
        [.. GatewayOperations.Classes, .. PriorityApproval.Classes, .. SecurityOfficer.Classes, .. AdvisoryBoard.Classes, .. BuildOs.Classes];

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task AtItsRequest_AChangeIsAskedForExactlyWhatItsDocumentAsks(string @class)
    {
        var (_, request, asks) = All.Single(each => each.Class == @class);
        var walk = await Walk.Begin(tuesday.Product, Requester, request);
        var asked = Asked(await walk.Change()).ToHashSet(StringComparer.Ordinal);
        var expected = asks.SelectMany(clause => clause.Items.Select(item => (Item: item, clause.Section))).ToLookup(each => each.Item, each => each.Section);

        Assert.Empty(expected.Where(item => !asked.Contains(item.Key))
            .Select(item => $"{item.Key}: asked by {string.Join(", ", item)}, and not by the product"));
        Assert.Empty(asked.Where(item => !expected.Contains(item)).Select(item => $"{item}: asked by the product, and by no section"));
    }

    /// <summary>Facts that come after the request, and exactly what each adds to what is asked.</summary>
    public static TheoryData<string, string, string, string> LateFacts => new()
    {
        {
            "002 standard (P2)", "security_areas", "002 Security Considerations",
            "evidence:security-review before approve|check:access-controls before implement|check:encryption before implement"
                + "|check:monitoring-updated/if_applicable before implement|documentation:security-documentation before close"
        },
        {
            "002 emergency (P1)", "security_areas", "002 Security Considerations, owed afterwards",
            "evidence:security-review before close|check:vulnerabilities before close|check:security-controls before close"
                + "|check:audit-logging before close|check:access-controls before close|check:encryption before close"
                + "|check:monitoring-updated/if_applicable before close|documentation:security-documentation before close"
        },
        {
            "001 emergency", "testing_required", "001 §5, owed afterwards",
            "field:test_plan before close|field:test_results before close|test:unit before close|test:integration before close"
                + "|test:security before close|test:performance before close|test:user-acceptance before close|evidence:test-approval before close"
        },
        {
            "004 emergency", "multi_tenant", "004 §4 Impacted tenants, §8 Tenant isolation",
            "field:impacted_tenants before close|verification:tenant-isolation before close"
        },
        { "004 emergency", "alters", "004 §6 ADR, §11 migration plan", "evidence:adr before close|evidence:migration-plan before close" },
        { "004 emergency", "feature_toggle", "004 §11: no toggle as a permanent bypass", "field:toggle_expires before close" },
    };

    [Theory]
    [MemberData(nameof(LateFacts))]
    public async Task AFactThatComesLater_AddsExactlyWhatItsSectionAsks(string @class, string field, string section, string adds)
    {
        var walk = await Walk.Begin(tuesday.Product, Requester, All.Single(each => each.Class == @class).Request);
        var before = Asked(await walk.Change()).ToHashSet(StringComparer.Ordinal);
        object value = field switch { "security_areas" => new[] { "encryption" }, "alters" => new[] { "schema" }, _ => true };
        Assert.Equal(200, (await walk.Amend(Requester, new Dictionary<string, object?> { [field] = value })).Status);

        var after = Asked(await walk.Change()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            (section, string.Join('\n', adds.Split('|').Order(StringComparer.Ordinal))),
            (section, string.Join('\n', after.Except(before).Order(StringComparer.Ordinal))));
        Assert.Empty(before.Except(after));
    }

    private static IEnumerable<string> Asked(JsonElement change) =>
    [
        .. change.GetProperty("requirements").EnumerateArray().Select(requirement =>
            $"{Text(requirement, "kind")}:{Text(requirement, "name")}{Strength(requirement)} before {Text(requirement, "before")}"),
        .. change.GetProperty("stages").EnumerateArray().SelectMany(stage => stage.GetProperty("seats").EnumerateArray().Select(seat =>
            $"seat:{Text(stage, "name")}/{Text(seat, "name")} before {Text(stage, "before")}")),
    ];

    private static string Strength(JsonElement requirement) => Text(requirement, "strength") is "required" ? "" : $"/{Text(requirement, "strength")}";

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
