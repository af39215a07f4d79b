namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §5 Change Testing, with the testing requirements of the configuration file.</summary>
public sealed class TestingTests
{
    private const string Clause = "001 Configuration, testing";

    [Theory]
    [InlineData("unit", "required before complete in staging with 80% coverage: Code-level testing")]
    [InlineData("integration", "required before complete in staging: System integration testing")]
    [InlineData("security", "required before complete in staging: Security impact testing")]
    [InlineData("performance", "required before complete in production-like: Performance impact testing")]
    [InlineData("user-acceptance", "required before complete in production-like: User acceptance testing")]
    public void TestingRequirements(string test, string cell) =>
        Assert.Equal(cell, Given.Tested().Asks(Clause, RequirementKind.Test, test));

    [Theory]
    [InlineData("security", null, true)]          // required_for
    [InlineData("infrastructure", null, true)]    // required_for
    [InlineData("security", false, true)]
    [InlineData("feature", true, true)]           // testing_required
    [InlineData("feature", false, false)]
    [InlineData("feature", null, false)]
    [InlineData("bugfix", null, false)]
    [InlineData("configuration", null, false)]
    [InlineData("configuration", true, true)]
    public void RequiredFor_TheListedTypes_OrByTheFlag(string type, bool? flag, bool required) =>
        Assert.Equal(
            required ? 5 : 0, Given.Change(type, flag).Requirements.Count(requirement => requirement.Kind == RequirementKind.Test));

    [Theory]
    [InlineData(RequirementKind.Field, "test_plan", "required before approve")]       // Test plan
    [InlineData(RequirementKind.Field, "test_results", "required before complete")]   // Test results
    [InlineData(RequirementKind.Evidence, "test-approval", "required before close")]  // Test approval
    public void TestDocumentation(RequirementKind kind, string name, string cell) =>
        Assert.Equal(cell, Given.Tested().Asks(Clause, kind, name));

    /// <summary>Test coverage: 80, reported with the code-level tests.</summary>
    [Fact]
    public void TestDocumentation_Coverage() =>
        Assert.Equal(80, Given.Tested().Requirements.Max(requirement => requirement.Coverage));

    /// <summary>An emergency is tested as well, afterwards.</summary>
    [Theory]
    [InlineData(RequirementKind.Test, "unit", "required before close in staging with 80% coverage: Code-level testing")]
    [InlineData(RequirementKind.Test, "integration", "required before close in staging: System integration testing")]
    [InlineData(RequirementKind.Test, "security", "required before close in staging: Security impact testing")]
    [InlineData(RequirementKind.Test, "performance", "required before close in production-like: Performance impact testing")]
    [InlineData(RequirementKind.Test, "user-acceptance", "required before close in production-like: User acceptance testing")]
    [InlineData(RequirementKind.Field, "test_plan", "required before close")]
    [InlineData(RequirementKind.Field, "test_results", "required before close")]
    public void EmergencyOfAListedType_IsTestedAfterwards(RequirementKind kind, string name, string cell)
    {
        var change = Assess.Under(
            "priority-approval",
            new
            {
                title = "Leak",
                description = "Leak",
                change_type = "security",
                urgency = "emergency",
                emergency_criteria = "data-breach",
            });

        Assert.Equal(cell, change.Asks(Clause, kind, name));
    }
}
