using System.Collections.Immutable;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra;

/// <summary>The Bicep files fit together, as far as that shows without a compiler.</summary>
public sealed class FilesTests
{
    // What the language brings. A misspelt name is in no such list.
    private static readonly ImmutableHashSet<string> Functions =
    [
        "concat", "empty", "environment", "guid", "items", "join", "length", "map", "readEnvironmentVariable", "replace", "resourceGroup",
        "subscriptionResourceId", "take", "tenant", "toObject", "union", "uniqueString",
    ];

    private static readonly ImmutableHashSet<string> Decorators = ["allowed", "description", "maxLength", "maxValue", "minLength", "minValue"];

    [Fact]
    public void EveryFile_FitsTheGrammar() =>
        Assert.Empty(InfraFiles.Files.Values.SelectMany(file => file.Root.All.Where(node => node.IsBroken).Select(node => $"{file.Path} {node}")));

    [Fact]
    public void EveryModule_IsThere_AndIsGivenExactlyWhatItAsksFor()
    {
        var used = InfraFiles.Main.Modules.ToList();
        foreach (var (name, path, given) in used)
        {
            Assert.True(InfraFiles.Files.TryGetValue(path, out var module), $"{name} uses {path}, which is not there.");
            Assert.Equal([.. module.Parameters.Keys], given.AsEnumerable());
        }

        Assert.Equal(InfraFiles.Modules.Select(module => module.Path).Order(StringComparer.Ordinal), used.Select(module => module.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatIsTakenFromAModule_IsAmongItsOutputs()
    {
        var modules = InfraFiles.Main.Modules.ToDictionary(module => module.Name, module => InfraFiles.Files[module.File], StringComparer.Ordinal);
        var taken = InfraFiles.Main.Root.All
            .Where(node => node is { Kind: "member_expression", Children: [{ Kind: "member_expression", Children: [_, { Text: "outputs" }] }, _] })
            .Select(node => (Module: node.Children[0].All.First(inner => inner.Kind == "identifier").Text, Output: node.Children[1].Text)).ToList();
        Assert.NotEmpty(taken);
        Assert.All(taken, each => Assert.Contains(each.Output, modules[each.Module].Outputs));
        Assert.All(modules, module => Assert.All(module.Value.Outputs, output => Assert.Contains((module.Key, output), taken)));
    }

    [Fact]
    public void EveryEnvironment_SetsWhatHasNoDefault_AndNothingUnknown()
    {
        var known = InfraFiles.Main.Parameters;
        Assert.Equal(["dev", "prod", "test"], InfraFiles.Environments.Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order(StringComparer.Ordinal));
        foreach (var environment in InfraFiles.Environments)
        {
            var set = environment.Variables;
            Assert.Equal("../main.bicep", environment.Root.Children.Single(node => node.Kind == "using_statement").Children[0].Literal);
            Assert.Empty(set.Keys.Except(known.Keys));
            Assert.Empty(known.Where(parameter => !parameter.Value).Select(parameter => parameter.Key).Except(set.Keys));
            Assert.Equal(Path.GetFileNameWithoutExtension(environment.Path), set["environmentName"].Literal);
        }
    }

    [Fact]
    public void EveryName_IsDeclared_AndEveryDeclarationIsUsed()
    {
        foreach (var file in InfraFiles.Files.Values.Where(file => file.Path.EndsWith(".bicep", StringComparison.Ordinal)))
        {
            var uses = Uses(file.Root, []).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(uses.Except(file.Declared).Except(Functions).Except(Decorators));
            Assert.Empty(file.Parameters.Keys.Concat(file.Variables.Keys).Except(uses));
        }
    }

    /// <summary>The names that are used, without those that a loop or a lambda makes for itself.</summary>
    private static IEnumerable<string> Uses(Node node, ImmutableHashSet<string> own) => node.Kind switch
    {
        "identifier" => own.Contains(node.Text) ? [] : [node.Text],
        "object_property" => Uses(node.Children[1], own),
        "for_statement" when node.Children[0].Kind == "identifier" => UsesOf(node.Children.Skip(1), own.Add(node.Children[0].Text)),
        "for_statement" => UsesOf(node.Children.Skip(1), own.Union(node.Children[0].Children.Select(name => name.Text))),
        "lambda_expression" => UsesOf(node.Children.Skip(1), own.Add(node.Children[0].Text)),
        "parameter_declaration" or "variable_declaration" or "resource_declaration" or "module_declaration" or "output_declaration" =>
            UsesOf(node.Children.Skip(1), own),
        _ => UsesOf(node.Children, own),
    };

    private static IEnumerable<string> UsesOf(IEnumerable<Node> nodes, ImmutableHashSet<string> own) => nodes.SelectMany(node => Uses(node, own));
}
