using ChangeManagement.Policies;

namespace ChangeManagement.Decisions;

/// <summary>Decision 2: one holder without a deputy is refused at load; that nobody approves their own change stands with the walks.</summary>
public sealed class NobodyApprovesTheirOwnTests
{
    [Theory]
    [InlineData("{ held-by: ada }", false)]
    [InlineData("{ rota: alone }", false)]
    [InlineData("{ held-by: ada, deputies: ben }", true)]
    [InlineData("{ held-by: [ ada, ben ] }", true)]
    [InlineData("{ held-by: cleo }", true)]
    [InlineData("{ rota: pair }", true)]
    public void Decision02_Role_OfOnePersonWithoutADeputy_IsRefusedAtLoad(string role, bool loads)
    {
        var loading = Load(role, needsDeputy: true);

        Assert.Equal(loads, loading.Rulebook is not null);
        if (!loads)
        {
            Assert.Equal(
                "one person alone holds the role 'officer'; give it a deputy in directory.yaml, for nobody approves their own change",
                Assert.Single(loading.Errors).Message);
        }
    }

    [Fact]
    public void Decision02_SecurityOfficer_OfTheShippedPolicy_NeedsADeputy()
    {
        var policy = ShippedPolicies.All.Single(file => file.Name == "policies/security-officer.yaml");
        var alone = new SourceFile("directory.yaml", """
            people: { greg: { name: Greg, mail: greg@example.com }, tess: { name: Tess, mail: tess@example.com } }
            roles: { security-officer: { held-by: greg }, technical-reviewer: { held-by: [ greg, tess ] } }
            """);

        Assert.StartsWith("one person alone holds the role 'security-officer'", Assert.Single(Rulebook.Load([alone, policy]).Errors).Message, StringComparison.Ordinal);
    }

    private static RulebookLoading Load(string role, bool needsDeputy) => Rulebook.Load(
    [
        new SourceFile("directory.yaml", $$"""
            people:
              ada: { name: Ada, mail: ada@example.com }
              ben: { name: Ben, mail: ben@example.com }
              cleo: { name: Cleo, mail: cleo@example.com, deputy: ada }
            rotas:
              alone: { shifts: [ { from: 2026-01-05T09:00, people: ada } ] }
              pair: { shifts: [ { from: 2026-01-05T09:00, people: [ ada, ben ] } ] }
            roles: { officer: {{role}} }
            """),
        new SourceFile("small.yaml", SmallPolicy.Text(("roles", $"{{ officer: {{ needs-deputy: {(needsDeputy ? "true" : "false")} }} }}"))),
    ]);
}
