namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §3 Change Approval, with the approval workflow of the configuration file.</summary>
public sealed class ApprovalTests
{
    [Theory]
    [InlineData("high", "security-team, engineering-manager, change-manager", 24)]
    [InlineData("medium", "engineering-manager, change-manager", 72)]
    [InlineData("low", "change-manager", 7 * 24)]
    public void ApprovalWorkflow_ApproversAndTimeOut(string priority, string approvers, int hours)
    {
        var change = Given.Planned(priority);
        var stage = Assert.Single(change.Stages);

        Assert.Equal(approvers, change.Approvers("approval"));
        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromHours(hours)), stage.Within);
        Assert.Equal((Gate.Approve, (int?)null), (stage.Before, stage.Quorum));
        Assert.Contains($"001 Configuration, {priority}", stage.Because.Select(because => because.Source));
    }

    [Fact]
    public void ApprovalWorkflow_Emergency()
    {
        var change = Given.Emergency();
        var stage = Assert.Single(change.Stages);

        Assert.Equal("security-team-lead, engineering-manager", change.Approvers("retroactive-approval"));
        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromHours(1)), stage.Within);
        Assert.Equal((Gate.Close, (int?)null, false), (stage.Before, stage.Quorum, stage.Verbal));
    }

    [Theory]
    [InlineData("Technical feasibility confirmed", "technical-feasibility", "required before approve by engineering-manager")]
    [InlineData("Security impact assessed", "security-impact", "required before approve by security-team")]
    [InlineData("Business impact acceptable", "business-impact", "required before approve by change-manager")]
    [InlineData("Testing plan adequate", "testing-plan", "required before approve by change-manager")]
    [InlineData("Documentation complete", "documentation", "required before approve by change-manager")]
    public void ApprovalCriteria(string title, string name, string cell)
    {
        var change = Given.Planned("high");

        Assert.Equal(cell, change.Asks("001 §3 Approval Criteria", RequirementKind.Criterion, name));
        Assert.Equal(title, change.Requirements.Single(asked => asked.Kind == RequirementKind.Criterion && asked.Name == name).Title);
    }

    [Fact]
    public void ApprovalCriteria_RollbackPlanAvailable() =>
        Assert.Equal(
            "required before approve", Given.Planned("low").Asks("001 §3 Approval Criteria", RequirementKind.Field, "rollback_plan"));

    [Theory]
    [InlineData("medium", "technical-feasibility", "engineering-manager")]
    [InlineData("medium", "security-impact", "change-manager")]
    [InlineData("low", "technical-feasibility", "change-manager")]
    [InlineData("low", "security-impact", "change-manager")]
    public void ApprovalCriteria_OfAReviewThatDoesNotSit_FallToTheFinalApproval(string priority, string name, string owner) =>
        Assert.Equal(
            $"required before approve by {owner}",
            Given.Planned(priority).Asks("001 §3 Approval Criteria", RequirementKind.Criterion, name));
}
