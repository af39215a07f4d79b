namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §5 Roles and Responsibilities, as far as they are asked of a change.</summary>
public sealed class ResponsibilitiesTests
{
    [Theory(DisplayName = "003 §5.2 Change Approver")]
    [InlineData("request-complete", "Review change request completeness")]
    [InlineData("risk-accurate", "Verify risk assessment accuracy")]
    [InlineData("testing-appropriate", "Ensure appropriate testing")]
    [InlineData("justification-valid", "Validate business justification")]
    public void Approver_AssessesBeforeTheApproval(string name, string title)
    {
        var criterion = Given.Normal(RiskLevel.Low).Asked(RequirementKind.Criterion, name);

        Assert.Equal((title, Strength.Required, Gate.Approve), (criterion.Title, criterion.Strength, criterion.Before));
        criterion.Because.Cites("§5.2");
    }

    [Theory(DisplayName = "003 §5.1, §5.5 who implements and rolls back")]
    [InlineData("normal")]
    [InlineData("standard")]
    [InlineData("emergency")]
    public void RequesterOwnerAndOperations_Implement(string kind)
    {
        var assessment = kind switch
        {
            "normal" => Given.Normal(RiskLevel.Low),
            "standard" => Given.Standard(),
            _ => Given.Emergency(RiskLevel.Low),
        };

        Assert.Equal(["change-owner", "operations", "requester"], assessment.Implementers.Order(StringComparer.Ordinal));
    }

    [Theory(DisplayName = "003 §5.2, §5.4, §5.5 responsibility")]
    [InlineData("manager", "Review change request completeness")]
    [InlineData("manager", "Verify risk assessment accuracy")]
    [InlineData("manager", "Approve or reject changes")]
    [InlineData("manager", "Ensure appropriate testing")]
    [InlineData("manager", "Validate business justification")]
    [InlineData("security-team", "Review security-related changes")]
    [InlineData("security-team", "Assess security implications")]
    [InlineData("security-team", "Validate security controls")]
    [InlineData("security-team", "Approve security changes")]
    [InlineData("security-team", "Monitor for security issues")]
    [InlineData("operations", "Execute infrastructure changes")]
    [InlineData("operations", "Monitor deployments")]
    [InlineData("operations", "Execute rollbacks if needed")]
    [InlineData("operations", "Maintain change calendar")]
    [InlineData("operations", "Update configuration management")]
    public void Role_IsToldItsResponsibility(string role, string responsibility) =>
        Assert.Contains(responsibility, Given.Policy.Roles[role].Duties);
}
