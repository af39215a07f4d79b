using ChangeManagement.Testing;

namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §12, §13 and the approval of the protocol itself.</summary>
public class GovernanceTests
{
    private static readonly Policy Policy = Shipped.Policy("build-os");

    [Theory]
    [InlineData("active-incident", "Active incident")]
    [InlineData("regulatory-audit", "Regulatory audit")]
    [InlineData("major-release-window", "Major release window")]
    [InlineData("vulnerability-remediation", "Security vulnerability remediation")]
    public void OccasionOfAFreeze_IsDeclared(string name, string title)
    {
        Assert.Contains(new NamedText(name, title), Policy.FreezeOccasions.During);
        Assert.Equal(4, Policy.FreezeOccasions.During.Length);
    }

    [Fact]
    public void NoFreeze_StandsWithoutBeingDeclared() => Assert.Empty(Policy.Freezes);

    [Theory]
    [InlineData(2026, 5, 7, false)]
    [InlineData(2026, 5, 8, true)]
    public void TheNextReview_IsDueAQuarterAfterTheProtocolBegan(int year, int month, int day, bool due) =>
        Assert.Equal(due, Policy.Reviews.IsDue(new DateOnly(year, month, day)));

    [Theory]
    [InlineData("Quarterly")]
    [InlineData("after major incident")]
    [InlineData("after audit findings")]
    [InlineData("after structural governance changes")]
    public void OccasionOfAReview_IsDeclared(string occasion) =>
        Assert.Contains(occasion, Policy.Reviews.Cycle!.Split("; "));

    [Theory]
    [InlineData("Engineering Lead")]
    [InlineData("Security Lead")]
    [InlineData("Product Owner")]
    public void SignatureThatIsMissing_IsDeclared(string role) => Assert.Contains(new SignOff(role, null, null), Policy.SignOff);
}
