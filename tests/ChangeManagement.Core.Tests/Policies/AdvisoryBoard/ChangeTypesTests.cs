using ChangeManagement.Testing;

namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §3.1 Change Types.</summary>
public sealed class ChangeTypesTests
{
    [Theory(DisplayName = "003 §3.1 example")]
    [InlineData("routine-patching", "standard", WorkflowKind.Standard)]
    [InlineData("config-update", "standard", WorkflowKind.Standard)]
    [InlineData("feature-release", "normal", WorkflowKind.Normal)]
    [InlineData("infrastructure-change", "normal", WorkflowKind.Normal)]
    [InlineData("security-patch", "emergency", WorkflowKind.Emergency)]
    [InlineData("outage-fix", "emergency", WorkflowKind.Emergency)]
    public void Example_HasTheClassOfItsRow(string type, string expectedClass, WorkflowKind expectedKind)
    {
        var assessment = Given.Normal(RiskLevel.Low, ("change_type", type));

        Assert.Equal((expectedClass, expectedKind), (assessment.Class, assessment.Kind));
        assessment.ClassBecause.Cites("§3.1");
    }

    [Fact(DisplayName = "003 §3.1 Standard: pre-authorized")]
    public void Standard_NeedsNoApproval() => Assert.Empty(Given.Standard().Stages);

    [Theory(DisplayName = "003 §3.1 Normal: CAB or Manager")]
    [InlineData(RiskLevel.Medium, "manager")]
    [InlineData(RiskLevel.High, "cab")]
    public void Normal_IsApprovedByCabOrManager(RiskLevel risk, string stage) =>
        Assert.Equal(Gate.Approve, Given.Normal(risk).Stage(stage).Before);

    [Fact(DisplayName = "003 §3.1 Emergency: post-hoc approval")]
    public void Emergency_IsApprovedAfterwards()
    {
        var approval = Given.Emergency(RiskLevel.Low).Stage("formal-approval");

        Assert.Equal(Gate.Close, approval.Before);
        Assert.DoesNotContain(Given.Emergency(RiskLevel.Low).Stages, stage => stage.Before == Gate.Approve);
    }

    [Fact(DisplayName = "003 §3.1 a type that is not pre-approved cannot be standard")]
    public void Standard_ForATypeThatIsNotPreApproved_IsNormal()
    {
        var facts = Given.Complete(RiskLevel.Low, ("change_type", "feature-release"));

        Assert.Equal("normal", Assess.Under(Given.Id, facts, requestedClass: "standard").Class);
    }
}
