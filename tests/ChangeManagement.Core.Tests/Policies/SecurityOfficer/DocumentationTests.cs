namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Phase 6.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("Update change log", "change-log", "required before close")]
    [InlineData("Update system documentation", "system-documentation", "required before close")]
    [InlineData("Document lessons learned", "lessons-learned", "required before close")]
    [InlineData("Update procedures if needed", "procedures", "if applicable before close")]
    public void DocumentationAndClosure_AreForEveryType(string title, string name, string asked)
    {
        Assert.All(["standard", "major", "emergency"], type =>
        {
            var assessment = Given.Type(type);
            Assert.Equal(asked, assessment.Asks("002 Phase 6", RequirementKind.Documentation, name));
            Assert.Equal(title, assessment.Titled(RequirementKind.Documentation, name));
        });
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("major")]
    [InlineData("emergency")]
    public void SecurityDocumentation_IsUpdatedIfSecurityRelated(string type)
    {
        var related = Given.Type(type, ("security_areas", new[] { "encryption" }));
        Assert.Equal("required before close", related.Asks("002 Phase 6", RequirementKind.Documentation, "security-documentation"));
        Assert.Equal("-", Given.Type(type).AsksAtMost(RequirementKind.Documentation, "security-documentation"));
    }
}
