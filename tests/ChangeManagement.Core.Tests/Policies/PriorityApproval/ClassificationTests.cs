namespace ChangeManagement.Policies.PriorityApproval;

/// <summary>001 §2 Change Classification.</summary>
public sealed class ClassificationTests
{
    [Theory]
    [InlineData("emergency", WorkflowKind.Emergency, "Critical security fixes, system outages")]
    [InlineData("standard", WorkflowKind.Normal, "Regular changes following normal process")]
    [InlineData("normal", WorkflowKind.Normal, "Planned changes with approval")]
    [InlineData("pre-approved", WorkflowKind.Standard, "Low-risk changes with pre-approval")]
    public void ChangeTypes(string name, WorkflowKind kind, string definition)
    {
        var listed = Shipped.Policy("priority-approval").Classes[name];

        Assert.Equal((kind, definition, "001 §2"), (listed.Kind, listed.Definition, listed.Source));
    }

    [Theory]
    [InlineData("critical", "Critical – immediate action required")]
    [InlineData("high", "High – urgent action required")]
    [InlineData("medium", "Medium – action required")]
    [InlineData("low", "Low – planned action")]
    public void ChangePriority(string priority, string label) =>
        Assert.Equal(
            label, Shipped.Policy("priority-approval").Fields["priority"].Choices.Single(choice => choice.Id == priority).Label);

    [Theory]
    [InlineData("standard", WorkflowKind.Normal, "change-manager")]
    [InlineData("normal", WorkflowKind.Normal, "change-manager")]
    public void PlannedClass_FollowsTheNormalProcess(string requested, WorkflowKind kind, string approvers)
    {
        var change = Given.Planned("low", requested);

        Assert.Equal((requested, kind, approvers), (change.Class, change.Kind, change.Approvers("approval")));
    }

    [Fact]
    public void PreApproved_AsksNobody()
    {
        var change = Given.PreApproved();

        Assert.Equal(("pre-approved", WorkflowKind.Standard), (change.Class, change.Kind));
        Assert.Empty(change.Stages);
    }
}
