using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Security Considerations.</summary>
public class SecurityTests
{
    [Theory]
    [InlineData("authentication", "Authentication/authorization changes")]
    [InlineData("encryption", "Encryption changes")]
    [InlineData("access-control", "Access control changes")]
    [InlineData("audit-logging", "Audit logging changes")]
    [InlineData("api-endpoint", "API endpoint changes")]
    [InlineData("infrastructure-security", "Infrastructure security changes")]
    public void SecurityReview_IsRequiredFor(string area, string label)
    {
        const string Clause = "002 Security Review Required For";
        var (standard, major, emergency) = (Touching("standard", area), Touching("major", area), Touching("emergency", area));

        Assert.Equal("required before approve by security-officer", standard.Asks(Clause, RequirementKind.Evidence, "security-review"));
        Assert.Equal("required before approve by security-officer", major.Asks(Clause, RequirementKind.Evidence, "security-review"));
        Assert.Equal(
            "required before close by security-officer",
            emergency.Asks("002 Security Considerations", RequirementKind.Evidence, "security-review"));
        Assert.Contains(new FieldChoice(area, label), Shipped.Policy("security-officer").Fields["security_areas"].Choices);
    }

    [Theory]
    [InlineData("Change doesn't introduce vulnerabilities", "vulnerabilities", "required")]
    [InlineData("Security controls still function", "security-controls", "required")]
    [InlineData("Audit logging captures change", "audit-logging", "required")]
    [InlineData("Access controls maintained", "access-controls", "required")]
    [InlineData("Encryption maintained", "encryption", "required")]
    [InlineData("Monitoring updated (if needed)", "monitoring-updated", "if applicable")]
    public void SecurityChecklist(string title, string check, string strength)
    {
        const string Clause = "002 Security Checklist";
        Assert.Equal($"{strength} before implement", Touching("standard", "encryption").Asks(Clause, RequirementKind.Check, check));
        Assert.Equal($"{strength} before implement", Touching("major", "encryption").Asks(Clause, RequirementKind.Check, check));
        Assert.Equal(
            $"{strength} before close",
            Touching("emergency", "encryption").Asks("002 Security Considerations", RequirementKind.Check, check));
        Assert.Equal(title, Touching("emergency", "encryption").Titled(RequirementKind.Check, check));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("major")]
    [InlineData("emergency")]
    public void WithoutASecurityArea_NoSecurityReview(string type)
    {
        Assert.Equal("-", Given.Type(type).AsksAtMost(RequirementKind.Evidence, "security-review"));
        Assert.Equal("-", Given.Type(type).AsksAtMost(RequirementKind.Check, "encryption"));
    }

    [Theory]
    [InlineData("standard", "critical-security-patch", "required before submit")]
    [InlineData("major", "security-control", "required before submit")]
    [InlineData("major", "infrastructure", "-")]
    [InlineData("emergency", "critical-security-patch", "-")]
    public void APlannedSecurityChange_SaysWhatItTouches(string type, string kindOfChange, string asked) => Assert.Equal(
        asked,
        Given.Type(type, ("kind_of_change", kindOfChange)).Asks("002 Security Considerations", RequirementKind.Field, "security_areas"));

    [Theory]
    [InlineData("critical-vulnerability", "required before close")]
    [InlineData("active-incident", "required before close")]
    [InlineData("service-outage", "-")]
    [InlineData("compliance-deadline", "-")]
    public void ASecurityEmergency_SaysAfterwardsWhatItTouched(string criterion, string asked) => Assert.Equal(
        asked,
        Given.Emergency(("emergency_criteria", criterion)).Asks("002 Security Considerations", RequirementKind.Field, "security_areas"));

    private static Assessment Touching(string type, string area) => Given.Type(type, ("security_areas", new[] { area }));
}
