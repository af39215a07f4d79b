using ChangeManagement.Policies;

namespace ChangeManagement.Tests.Policies.AdvisoryBoard;

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
        var criterion = Requests.Normal(RiskLevel.Low).Asked(RequirementKind.Criterion, name);

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
            "normal" => Requests.Normal(RiskLevel.Low),
            "standard" => Requests.Standard(),
            _ => Requests.Emergency(RiskLevel.Low),
        };

        Assert.Equal(["change-owner", "operations", "requester"], assessment.Implementers.Order(StringComparer.Ordinal));
    }
}
