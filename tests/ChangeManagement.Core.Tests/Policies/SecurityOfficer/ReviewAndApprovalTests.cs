using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Phase 2, Approval Authority and the response times of Contact Information.</summary>
public class ReviewAndApprovalTests
{
    [Theory]
    [InlineData("Security Officer reviews change request", "change-request")]
    [InlineData("Assesses security impact", "security-impact")]
    [InlineData("Verifies testing plan", "testing-plan")]
    [InlineData("Checks rollback plan", "rollback-plan")]
    public void ChangeReview_IsTheSecurityOfficers(string title, string criterion)
    {
        Assert.Equal("required before approve by security-officer", Given.Standard().Asks("002 Phase 2", RequirementKind.Criterion, criterion));
        Assert.Equal("required before approve by security-officer", Given.Major().Asks("002 Phase 2", RequirementKind.Criterion, criterion));
        Assert.Equal("-", Given.Emergency().AsksAtMost(RequirementKind.Criterion, criterion));
        Assert.Equal(title, Given.Major().Titled(RequirementKind.Criterion, criterion));
    }

    [Theory]
    [InlineData("standard", "security-officer: security-officer before approve within 24h")]
    [InlineData(
        "major",
        "technical-review: technical-reviewer before approve within 72h; security-officer: security-officer before approve within 72h")]
    [InlineData("emergency", "post-change-approval: security-officer before close within 24h")]
    public void ApprovalDecision_ByType(string type, string stages) => Assert.Equal(stages, Given.Type(type).Path());

    [Theory]
    [InlineData("standard", "002 Contact Information")]
    [InlineData("major", "decision: silence-never-approves")]
    public void ResponseTime_CitesWhereItComesFrom(string type, string clause)
    {
        var stage = Given.Type(type).Stages.Single(stage => stage.Name == "security-officer");
        Assert.Contains(clause, stage.Because.Select(because => because.Source));
    }

    [Theory]
    [InlineData("standard", "-")]
    [InlineData("major", "-")]
    [InlineData("emergency", "required before close by security-officer within 15m from submitted")]
    public void AnEmergency_IsAnsweredAtOnce(string type, string asked) =>
        Assert.Equal(asked, Given.Type(type).Asks("decision: immediate-is-fifteen-minutes", RequirementKind.Duty, "officer-response"));

    [Theory]
    [InlineData(1, "Review all change requests")]
    [InlineData(2, "Approve standard and major changes")]
    [InlineData(3, "Post-approve emergency changes")]
    [InlineData(4, "Maintain change log")]
    public void SecurityOfficer_IsResponsibleFor(int position, string responsibility) =>
        Assert.Equal(responsibility, Shipped.Policy("security-officer").Roles["security-officer"].Duties[position - 1]);
}
