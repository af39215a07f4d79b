namespace ChangeManagement.Policies;

/// <summary>P1, P2: policies, people and systems are validated together, and a bad reload leaves the last good version in force.</summary>
public sealed class RulebookTests
{
    private const string People = """
        people: { ada: { name: Ada, mail: ada@example.com }, ben: { name: Ben, mail: ben@example.com } }
        roles: { lead: { held-by: ada }, peer: { held-by: [ ada, ben ] }, security-team: { held-by: ben } }
        """;

    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Role_ThatNobodyHolds_IsRefusedAtItsLineInThePolicy()
    {
        var policy = SmallPolicy.Text(("roles", "{ lead: {}, peers: {} }"));

        var error = Assert.Single(Load(People, policy).Errors);

        Assert.Equal("nobody holds the role 'peers' in directory.yaml; did you mean 'peer'?", error.Message);
        Assert.Equal(("small.yaml", 7, 20), (error.File, error.Line, error.Column));
    }

    [Fact]
    public void BuiltInRole_NeedsNoHolder() =>
        Assert.Empty(Load(People, SmallPolicy.Text(("roles", "{ requester: { title: Change Requester }, lead: {} }"))).Errors);

    [Fact]
    public void Errors_OfAllFiles_ComeAtOnce()
    {
        var loading = Rulebook.Load(
        [
            new SourceFile("directory.yaml", People + "\ncolour: red\n"),
            new SourceFile("systems.yaml", "systems: { api: { owner: adda, criticality: low } }"),
            new SourceFile("one.yaml", SmallPolicy.Text(("colour", "red"))),
            new SourceFile("two.yaml", SmallPolicy.Text(("policy", "two"), ("colour", "red"))),
        ]);

        Assert.Null(loading.Rulebook);
        Assert.Equal(["directory.yaml", "systems.yaml", "one.yaml", "two.yaml"], loading.Errors.Select(error => error.File));
    }

    [Fact]
    public void MissingDirectory_IsRefused() =>
        Assert.Contains(
            new FileError("directory.yaml", 1, 1, "the directory is missing: it says who holds the roles of the policies"),
            Rulebook.Load([new SourceFile("small.yaml", SmallPolicy.Text())]).Errors);

    [Fact]
    public void LaterFile_OverridesThePolicyOfTheSameId()
    {
        var rulebook = Load(People, SmallPolicy.Text(), SmallPolicy.Text(("title", "The operator's own"))).Rulebook!;

        Assert.Equal("The operator's own", Assert.Single(rulebook.Policies).Value.Title);
    }

    [Fact]
    public void Reload_WithErrors_LeavesTheLastGoodVersionInForce_AndSaysWhy()
    {
        var first = Load(People, SmallPolicy.Text()).Rulebook!;
        var shelf = new RulebookShelf(first);

        Assert.Null(shelf.LastReload);

        Assert.False(shelf.Reload(Load(People, SmallPolicy.Text(("colour", "red"))), Noon));
        Assert.Same(first, shelf.Current);
        Assert.Equal("a policy has no key 'colour'", Assert.Single(shelf.LastReload!.Errors).Message);

        Assert.True(shelf.Reload(Load(People, SmallPolicy.Text(("title", "Better"))), Noon));
        Assert.Equal("Better", shelf.Current.Find("small")?.Title);
        Assert.Equal((Noon, 0), (shelf.LastReload!.At, shelf.LastReload.Errors.Length));
    }

    [Fact]
    public void ShippedPolicies_AndTheSampleOrganisation_AreValidTogether() =>
        Assert.Equal(
            ["advisory-board", "build-os", "gateway-operations", "priority-approval", "security-officer"],
            Shipped.Rulebook.Policies.Keys);

    private static RulebookLoading Load(string people, params string[] policies) => Rulebook.Load(
        [new SourceFile("config/directory.yaml", people), .. policies.Select(text => new SourceFile("small.yaml", text))]);
}
