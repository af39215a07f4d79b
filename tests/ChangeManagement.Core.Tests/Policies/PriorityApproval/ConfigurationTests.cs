namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 Change Management Configuration, Metrics and Compliance Requirements: what is not about one change.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Notifications_ChannelsAndRecipients()
    {
        var notifications = Shipped.Policy("priority-approval").Notifications;

        Assert.Equal("email, slack", string.Join(", ", notifications.Channels));
        Assert.Equal("change-manager, security-team, engineering-team", string.Join(", ", notifications.Recipients));
    }

    [Theory]
    [InlineData("change-success-rate", "Change Success Rate", ">95%")]
    [InlineData("change-failure-rate", "Change Failure Rate", null)]
    [InlineData("average-approval-time", "Average Approval Time", "<24h (high priority)")]
    [InlineData("average-implementation-time", "Average Implementation Time", "<4h")]
    [InlineData("rollback-rate", "Rollback Rate", "<5%")]
    [InlineData("emergency-change-rate", "Emergency Change Rate", "<10%")]
    public void MetricsAndTargets_AreDeclared(string name, string title, string? target)
    {
        var metric = Shipped.Policy("priority-approval").Metrics.Single(metric => metric.Name == name);

        Assert.Equal((title, target), (metric.Title, metric.Target));
    }

    [Theory]
    [InlineData("SOC 2 CC7", "System Operations")]
    [InlineData("ISO 27001 A.12.1", "Operational Procedures")]
    public void Compliance_IsDeclared(string control, string title) =>
        Assert.Contains(new Control(control, title), Shipped.Policy("priority-approval").Compliance);

    /// <summary>The words of the API's responses.</summary>
    [Theory]
    [InlineData("awaiting-approval", "pending_approval")]
    [InlineData("approved", "approved")]
    [InlineData("scheduled", "approved")]
    [InlineData("implementing", "implementing")]
    [InlineData("completed", "completed")]
    [InlineData("closed", "completed")]
    [InlineData("rejected", "rejected")]
    public void StatusWords(string state, string status) =>
        Assert.Equal(status, Shipped.Policy("priority-approval").StatusOf(state));

    [Theory]
    [InlineData("security-team-lead")]
    [InlineData("security-team")]
    [InlineData("engineering-manager")]
    [InlineData("change-manager")]
    public void ApprovingRole_NeedsADeputy(string name) =>
        Assert.True(Shipped.Policy("priority-approval").Roles[name].NeedsDeputy);

    /// <summary>"engineer-456" of the change history is not the requester.</summary>
    [Fact]
    public void Implementers_AreTheRequesterTheOwnerAndTheEngineers() =>
        Assert.Equal("change-owner, engineering-team, requester", string.Join(", ", Given.Planned("low").Implementers));

    [Fact]
    public void EstimatedCompletion_IsTwoHoursAfterTheStart_UntilAnAverageIsKnown() =>
        Assert.Equal(TimeSpan.FromHours(2), Shipped.Policy("priority-approval").ImplementationTime);

    [Fact]
    public void NextReview_IsAMonthAfterCompletion() =>
        Assert.Equal("1 month", Shipped.Policy("priority-approval").NextReview?.ToString());
}
