using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>The decisions where document 002 is silent.</summary>
public class DecisionTests
{
    private static readonly Policy Policy = Shipped.Policy("security-officer");

    [Theory]
    [InlineData("standard")]
    [InlineData("major")]
    public void Silence_ExpiresARequestAndNeverApproves(string type) => Assert.All(
        Given.Type(type).Stages,
        stage => Assert.Equal("50% remind, 75% escalate, 100% expire", stage.Chased()));

    [Fact]
    public void Silence_NeverExpiresAnEmergency_ForTheWorkIsDone() =>
        Assert.Equal("50% remind, 100% escalate", Given.Emergency().Stages.Single().Chased());

    [Theory]
    [InlineData("security-officer")]
    [InlineData("technical-reviewer")]
    public void NobodyApprovesTheirOwn_SoEveryApproverHasADeputy(string role) => Assert.True(Policy.Roles[role].NeedsDeputy);

    [Fact]
    public void OfferOfAFollowUpChange_IsDeclared() => Assert.Equal(FollowUp.Offered, Policy.Rollback.FollowUp);

    [Fact]
    public void ARequestThatSaysNothingOfItsType_IsMajor()
    {
        var assessment = Given.Bare();
        Assert.Equal(("major", "decision: unclassified-is-major"), (assessment.Class, assessment.ClassBecause.Single().Source));
    }
}
