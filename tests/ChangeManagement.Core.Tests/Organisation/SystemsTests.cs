using ChangeManagement.Policies;

namespace ChangeManagement.Organisation;

/// <summary>Who answers for the systems, and what they need.</summary>
public sealed class SystemsTests
{
    private const string People = "people: { ada: { name: Ada, mail: ada@example.com }, ben: { name: Ben, mail: ben@example.com } }";

    private static readonly Systems Systems = Load("""
        systems:
          api: { owner: ada, criticality: high, depends-on: [ database ], tenants: [ north, south ] }
          shop: { owner: ben, criticality: medium, depends-on: [ api, database ], tenants: [ south ] }
          database: { title: The database, owner: ada, deputy: ben, criticality: critical, depends-on: [ api ] }
        """).Rulebook!.Systems;

    [Fact]
    public void Owners_AreNamedOnce_AndUnknownSystemsHaveNone() =>
        Assert.Equal(["ben", "ada"], Systems.OwnersOf(["shop", "api", "moon", "database"]));

    [Fact]
    public void SystemsThatNeedEachOther_AreAllowed() =>
        Assert.Equal(("database", "api"), (Systems.Find("api")!.DependsOn.Single(), Systems.Find("database")!.DependsOn.Single()));

    [Fact]
    public void Tenants_AreThoseOfAllSystems() => Assert.Equal(["north", "south"], Systems.Tenants);

    [Theory]
    [InlineData("systems: { api: { owner: adda, criticality: low } }", "unknown person 'adda'; did you mean 'ada'?")]
    [InlineData("systems: { api: { owner: ada, criticality: hi } }", "unknown criticality 'hi'; known are critical, high, low, medium")]
    [InlineData("systems: { api: { owner: ada, criticality: low, depends-on: apo } }", "unknown system 'apo'; did you mean 'api'?")]
    [InlineData("systems: { api: { owner: ada, criticality: low, depends-on: api } }", "'api' cannot depend on itself")]
    [InlineData("systems: { api: { criticality: low } }", "a system needs 'owner'")]
    public void Systems_WithAMistake_AreRefusedWithWhatWouldBeRight(string text, string message) =>
        Assert.Contains(message, Load(text).Errors.Select(error => error.Message));

    private static RulebookLoading Load(string text) =>
        Rulebook.Load([new SourceFile("directory.yaml", People), new SourceFile("systems.yaml", text)]);
}
