using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace ChangeManagement.Policies;

/// <summary>P2: the published schema and the reader know the same keys.</summary>
public sealed class PublishedSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(PublishedSchema.Text).RootElement;

    public static TheoryData<string> Files => [.. ShippedPolicies.All.Select(file => file.Name)];

    public static TheoryData<string> TopKeys => [.. Schema.GetProperty("properties").EnumerateObject().Select(key => key.Name)];

    public static TheoryData<string> RuleKeys => [.. Keys("rule")];

    public static TheoryData<string> ConditionKeys => [.. Keys("condition")];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryKeyOfAShippedPolicy_IsKnownToTheSchema(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(ShippedPolicies.All.Single(file => file.Name == name).Text));

        Assert.Empty(UnknownKeys(stream.Documents[0].RootNode, Schema));
    }

    [Theory]
    [MemberData(nameof(TopKeys))]
    public void EveryKeyOfTheSchema_IsKnownToTheReader(string key) =>
        AssertKnown($"a policy has no key '{key}'", PolicyReader.Read("a.yaml", $"{key}: {{}}\n").Errors);

    [Theory]
    [MemberData(nameof(RuleKeys))]
    public void EveryKeyOfARuleInTheSchema_IsKnownToTheReader(string key) =>
        AssertKnown($"a rule has no key '{key}'", SmallPolicy.Errors(("rules", $"[ {{ {key}: {{}} }} ]")));

    [Theory]
    [MemberData(nameof(ConditionKeys))]
    public void EveryKeyOfAConditionInTheSchema_IsKnownToTheReader(string key) =>
        AssertKnown($"a condition has no key '{key}'", SmallPolicy.Errors(("rules", $"[ {{ when: {{ {key}: {{}} }} }} ]")));

    [Theory]
    [InlineData("gate", typeof(Gate))]
    [InlineData("strength", typeof(Strength))]
    [InlineData("clock", typeof(ClockStart))]
    [InlineData("kind", typeof(WorkflowKind))]
    [InlineData("level", typeof(RiskLevel))]
    public void EveryWordOfAClosedSet_IsInTheSchema(string definition, Type set) =>
        Assert.Equal(
            Enum.GetNames(set).Select(name => name.ToLowerInvariant()),
            Schema.GetProperty("$defs").GetProperty(definition).GetProperty("enum").EnumerateArray()
                .Select(word => word.GetString()!.Replace("-", "", StringComparison.Ordinal)));

    private static void AssertKnown(string complaint, IEnumerable<FileError> errors) =>
        Assert.DoesNotContain(errors, error => error.Message.StartsWith(complaint, StringComparison.Ordinal));

    private static IEnumerable<string> Keys(string definition) =>
        Schema.GetProperty("$defs").GetProperty(definition).GetProperty("properties").EnumerateObject().Select(key => key.Name);

    private static IEnumerable<string> UnknownKeys(YamlNode node, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return UnknownKeys(node, Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]));
        }

        if (schema.TryGetProperty("anyOf", out var choices))
        {
            return choices.EnumerateArray().Select(choice => UnknownKeys(node, choice).ToArray()).MinBy(unknown => unknown.Length)!;
        }

        return node switch
        {
            YamlMappingNode map => map.Children.SelectMany(child => UnknownKeys(((YamlScalarNode)child.Key).Value!, child.Value, schema)),
            YamlSequenceNode list => schema.TryGetProperty("items", out var items)
                ? list.SelectMany(item => UnknownKeys(item, items))
                : [$"{list.Start}: no list is expected here"],
            _ => [],
        };
    }

    private static IEnumerable<string> UnknownKeys(string key, YamlNode value, JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var known) ? UnknownKeys(value, known)
        : schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? UnknownKeys(value, others)
        : [$"{value.Start}: '{key}'"];
}
