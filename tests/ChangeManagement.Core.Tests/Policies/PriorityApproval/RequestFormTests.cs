namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §1 Change Request: the form, and the body with which the API creates a request.</summary>
public sealed class RequestFormTests
{
    [Theory]
    [InlineData("title", FieldType.Text)]
    [InlineData("description", FieldType.LongText)]
    [InlineData("change_type", FieldType.Choice)]
    [InlineData("priority", FieldType.Choice)]
    [InlineData("urgency", FieldType.Choice)]
    [InlineData("affected_systems", FieldType.Systems)]
    [InlineData("impact_scope", FieldType.Text)]
    [InlineData("risk_level", FieldType.Choice)]
    [InlineData("rollback_plan", FieldType.LongText)]
    [InlineData("testing_required", FieldType.Flag)]
    [InlineData("test_plan", FieldType.LongText)]
    [InlineData("test_environment", FieldType.Choice)]
    public void Form_EachFieldOfTheRequester(string name, FieldType type) =>
        Assert.Equal(type, Shipped.Policy("priority-approval").Fields[name].Type);

    [Theory]
    [InlineData("change_type", "security, feature, bugfix, infrastructure, configuration")] // §1, and configuration of the config file
    [InlineData("priority", "critical, high, medium, low")]
    [InlineData("urgency", "emergency, high, medium, low")]
    [InlineData("test_environment", "development, staging, production-like")]               // §5 Test Environment
    [InlineData("emergency_criteria", "security-vulnerability, system-outage, data-breach, compliance-violation")]
    public void Form_Choices(string name, string choices) =>
        Assert.Equal(choices, string.Join(", ", Shipped.Policy("priority-approval").Fields[name].Choices.Select(choice => choice.Id)));

    [Theory]
    [InlineData("title", "required before submit")]
    [InlineData("description", "required before submit")]
    [InlineData("change_type", "required before submit")]
    [InlineData("priority", "required before submit")]
    [InlineData("affected_systems", "required before submit")]
    [InlineData("urgency", "optional before submit")]
    [InlineData("impact_scope", "recommended before submit")]
    [InlineData("risk_level", "recommended before submit")]
    [InlineData("test_environment", "optional before submit")]
    public void Form_WhenItIsAsked(string name, string cell) =>
        Assert.Equal(cell, Given.Planned("medium").Asks("001 §1", RequirementKind.Field, name));

    [Fact]
    public void Api_CreateExample_IsAccepted()
    {
        var change = Given.ExampleOfTheApi();

        Assert.Equal(
            ["affected_systems", "change_type", "description", "priority", "title"],
            change.NeededAtSubmit().Order(StringComparer.Ordinal));
        Assert.Empty(change.Refusals);
        Assert.Empty(change.Rejections);
        Assert.Null(change.OutOfScope);
    }

    /// <summary>"estimated_approval_time": "24h".</summary>
    [Fact]
    public void Api_CreateExample_IsAnsweredWithin24Hours() =>
        Assert.Equal(new Allowance.Elapsed(TimeSpan.FromHours(24)), Assert.Single(Given.ExampleOfTheApi().Stages).Within);

    /// <summary>What the bodies of implement and complete bring changes nothing that was approved.</summary>
    [Theory]
    [InlineData("implementation_plan", false)]
    [InlineData("scheduled_start", false)]
    [InlineData("maintenance_window", false)]
    [InlineData("test_results", false)]
    [InlineData("post_implementation_review", false)]
    [InlineData("rollback_plan", true)]
    [InlineData("test_plan", true)]
    [InlineData("affected_systems", true)]
    public void Amendment_VoidsApprovals_OnlyOfWhatWasApproved(string field, bool material) =>
        Assert.Equal(material, Shipped.Policy("priority-approval").Material.Contains(field));
}
