namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>000 Roles and Responsibilities, Compliance, and the dates at its foot.</summary>
public sealed class RolesAndComplianceTests
{
    [Theory]
    [InlineData("requester", "Change Requester", "Submit request, Provide justification, Execute standard changes")]
    [InlineData("change-approver", "Change Approver", "Review requests, Approve or reject, Ensure compliance")]
    [InlineData("change-implementer", "Change Implementer", "Execute approved changes, Verify success")]
    [InlineData("security-team", "Security Team", "Review high-risk changes, Maintain procedures")]
    [InlineData("on-call-engineer", "On-call Engineer", "Handle emergency changes, Escalate as needed")]
    public void Responsibilities(string name, string title, string duties)
    {
        var role = Shipped.Policy("gateway-operations").Roles[name];

        Assert.Equal((title, duties), (role.Title, string.Join(", ", role.Duties)));
    }

    /// <summary>Nobody approves their own change: who approves for this policy has a deputy.</summary>
    [Theory]
    [InlineData("change-approver", true)]
    [InlineData("security-team", true)]
    [InlineData("incident-commander", true)]
    [InlineData("on-call-engineer", true)]
    [InlineData("change-implementer", false)]
    public void ApprovingRole_NeedsADeputy(string name, bool needed) =>
        Assert.Equal(needed, Shipped.Policy("gateway-operations").Roles[name].NeedsDeputy);

    [Theory]
    [InlineData("SOC2 CC8.1", "Change management for system components")]
    [InlineData("ISO 27001 A.12.1.2", "Change management")]
    [InlineData("ISO 27001 A.14.2.2", "System change control procedures")]
    public void Compliance_IsDeclared(string control, string title) =>
        Assert.Contains(new Control(control, title), Shipped.Policy("gateway-operations").Compliance);

    [Fact]
    public void Procedure_IsOwnedByTheOperationsTeam_AndReviewedHalfYearly()
    {
        var policy = Shipped.Policy("gateway-operations");

        Assert.Equal("Operations Team", policy.Owner);
        Assert.Equal((new DateOnly(2026, 1, 27), new DateOnly(2026, 7, 27)), (policy.Reviews.Last, policy.Reviews.Next));
    }

    /// <summary>Requested/Approved/Implemented/Verified/Closed: the product has no state of its own for Verified.</summary>
    [Theory]
    [InlineData("awaiting-approval", "Requested")]
    [InlineData("approved", "Approved")]
    [InlineData("scheduled", "Approved")]
    [InlineData("implementing", "Approved")]
    [InlineData("completed", "Implemented")]
    [InlineData("closed", "Closed")]
    public void StatusWords(string state, string status) =>
        Assert.Equal(status, Shipped.Policy("gateway-operations").StatusOf(state));
}
