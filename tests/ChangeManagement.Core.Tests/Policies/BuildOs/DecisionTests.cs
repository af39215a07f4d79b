using ChangeManagement.Testing;

namespace ChangeManagement.Policies.BuildOs;

/// <summary>The decisions where document 004 is silent.</summary>
public class DecisionTests
{
    [Fact]
    public void Standard_IsLowWithoutAFormalAssessment()
    {
        var risk = Given.Standard(("compliance_impact", "critical")).Risk;

        Assert.Equal(RiskLevel.Low, risk.Level);
        Assert.Empty(risk.Factors);
        Assert.Equal("decision: standard-is-low", risk.Because[^1].Source);
    }

    [Fact]
    public void AnEmergency_IsHighUntilItIsReviewed() => Assert.Equal(RiskLevel.High, Given.Emergency().Risk.Level);

    [Fact]
    public void AnEmergencyWithoutARollbackPlan_OwesIt()
    {
        var emergency = Given.Emergency();

        Assert.Empty(emergency.Rejections);
        Assert.Equal(
            "required before close by change-owner within 48h from submitted",
            emergency.Asks("decision: emergency-owes-the-plan", RequirementKind.Duty, "rollback-plan"));
        Assert.Equal("-", Given.Emergency(("rollback_plan", "Stop the worker.")).AsksAtMost(RequirementKind.Duty, "rollback-plan"));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void APlannedChangeWithoutARollbackPlan_IsRejectedAndOwesNothing(string name) =>
        Assert.Equal("-", Given.Class(name, ("rollback_plan", null)).AsksAtMost(RequirementKind.Duty, "rollback-plan"));

    [Theory]
    [InlineData("engineer")]
    [InlineData("peer-reviewer")]
    [InlineData("engineering-lead")]
    [InlineData("product-owner")]
    [InlineData("security-lead")]
    [InlineData("compliance")]
    [InlineData("incident-commander")]
    [InlineData("executive")]
    public void NobodyApprovesTheirOwn_SoEveryApproverHasADeputy(string role) =>
        Assert.True(Shipped.Policy("build-os").Roles[role].NeedsDeputy);

    [Fact]
    public void Normal_AlwaysNeedsAnAdr() => Assert.Equal(
        "required before approve",
        Given.Normal(("alters", new[] { "configuration" })).Asks("004 §2.2", RequirementKind.Evidence, "adr"));

    [Fact]
    public void WhatIsNotListed_IsNormal()
    {
        var unlisted = Given.Normal(("change_type", null), ("risk_level", "low"));

        Assert.Equal(("normal", "decision: unlisted-is-normal"), (unlisted.Class, unlisted.ClassBecause.Single().Source));
    }

    [Fact]
    public void Major_NeedsStagingEvidenceBefore_AndValidationAfterImplementation()
    {
        Assert.Equal("required before implement", Given.Major().Asks("004 §2.3", RequirementKind.Evidence, "staging-validation"));
        Assert.Equal("required before close", Given.Major().Asks("004 §8", RequirementKind.Verification, "regression"));
    }

    [Theory]
    [InlineData("awaiting-approval", "Approval")]
    [InlineData("implementing", "Implementation")]
    [InlineData("completed", "Validation")]
    [InlineData("closed", "Closure")]
    public void StatusWords_AreTheStepsOfTheLifecycle(string state, string step) =>
        Assert.Equal(step, Shipped.Policy("build-os").StatusOf(state));

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    public void Silence_ExpiresAProposalAfter72Hours_AndNeverApproves(string name) => Assert.All(
        Given.Class(name).Stages,
        stage =>
        {
            Assert.Equal(("72h", "50% remind, 75% escalate, 100% expire"), (stage.Within.ToString(), stage.Chased()));
            Assert.Contains("decision: silence-never-approves", stage.Because.Select(because => because.Source));
        });

    [Fact]
    public void Silence_NeverExpiresAnEmergency_ForTheWorkIsDone() =>
        Assert.Equal("50% remind, 100% escalate", Given.Emergency().Stages.Single().Chased());
}
