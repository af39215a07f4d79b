namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §11.</summary>
public class ProhibitedPracticesTests
{
    [Theory]
    [InlineData("manual", "required before close by implementer within 48h from completed")]
    [InlineData("pipeline", "-")]
    public void UntrackedProductionModifications(string deployment, string asked) =>
        Assert.Equal(asked, Given.Emergency(("deployment", deployment)).Asks("004 §11", RequirementKind.Duty, "tracked"));

    [Fact]
    public void APlannedChangeByHandOutsideProduction_OwesNothing() => Assert.Equal(
        "-",
        Given.Normal(("deployment", "manual"), ("environment", "staging")).AsksAtMost(RequirementKind.Duty, "tracked"));

    [Theory]
    [InlineData("architecture")]
    [InlineData("schema")]
    [InlineData("security-controls")]
    [InlineData("orchestration")]
    [InlineData("tenant-boundaries")]
    public void AiGeneratedStructuralChanges_NeedApproval(string altered)
    {
        (string, object?)[] generated = [("ai_generated", true), ("alters", new[] { altered })];

        Assert.Contains("engineering-lead", Given.Standard(generated).Approvers("approval"), StringComparison.Ordinal);
        Assert.Contains("engineering-lead", Given.Emergency(generated).Approvers("emergency-approval"), StringComparison.Ordinal);
        Assert.Equal("-", Given.Standard(generated).Approvers("emergency-approval"));
    }

    [Fact]
    public void StructuralChangesByPeople_FollowTheUsualPath() => Assert.Equal(
        "engineering-review: engineer before approve within 72h",
        Given.Standard(("alters", new[] { "architecture" })).Path());

    [Fact]
    public void AiGeneratedChangesOfNoStructure_FollowTheUsualPath() => Assert.Equal(
        "engineering-review: engineer before approve within 72h",
        Given.Standard(("ai_generated", true), ("alters", new[] { "application-code" })).Path());

    [Fact]
    public void AnAiGeneratedFixOfNoStructure_IsTheIncidentCommanders() => Assert.Equal(
        "incident-commander",
        Given.Emergency(("ai_generated", true), ("alters", new[] { "application-code" })).Approvers("emergency-approval"));

    [Theory]
    [InlineData("standard", "required before approve")]
    [InlineData("normal", "required before approve")]
    [InlineData("major", "required before approve")]
    [InlineData("emergency", "required before close")]
    public void SchemaChanges_NeedAMigrationPlan(string name, string asked)
    {
        Assert.Equal(asked, Given.Class(name, ("alters", new[] { "schema" })).Asks("004 §11", RequirementKind.Evidence, "migration-plan"));
        Assert.Equal("-", Given.Class(name).AsksAtMost(RequirementKind.Evidence, "migration-plan"));
    }

    [Fact]
    public void ASchemaExtension_IsASchemaChange() => Assert.Equal(
        "required before approve",
        Given.Normal(("change_type", "schema-extension")).Asks("004 §11", RequirementKind.Evidence, "migration-plan"));

    [Theory]
    [InlineData("standard", "required before approve")]
    [InlineData("normal", "required before approve")]
    [InlineData("major", "required before approve")]
    [InlineData("emergency", "required before close")]
    public void PrivilegeChanges_NeedAnAccessControlUpdate(string name, string asked) => Assert.Equal(
        asked,
        Given.Class(name, ("alters", new[] { "access-control" })).Asks("004 §11", RequirementKind.Evidence, "access-control-matrix"));

    [Fact]
    public void ARoleOrPermissionModelUpdate_IsAPrivilegeChange() => Assert.Equal(
        "required before approve",
        Given.Major(("change_type", "permission-model")).Asks("004 §11", RequirementKind.Evidence, "access-control-matrix"));

    [Theory]
    [InlineData("standard", "required before submit")]
    [InlineData("normal", "required before submit")]
    [InlineData("major", "required before submit")]
    [InlineData("emergency", "required before close")]
    public void FeatureToggles_Expire(string name, string asked)
    {
        Assert.Equal(asked, Given.Class(name, ("feature_toggle", true)).Asks("004 §11", RequirementKind.Field, "toggle_expires"));
        Assert.Equal("-", Given.Class(name).AsksAtMost(RequirementKind.Field, "toggle_expires"));
    }
}
