namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §10.</summary>
public class PostImplementationReviewTests
{
    [Theory]
    [InlineData("Whether intended outcome was achieved", "outcome")]
    [InlineData("Unexpected side effects", "side-effects")]
    [InlineData("Monitoring findings", "monitoring")]
    [InlineData("Lessons learned", "lessons-learned")]
    [InlineData("Required playbook updates", "playbook")]
    public void Review_MustDocument(string title, string question)
    {
        Assessment[] all =
        [
            Given.Major(), Given.Emergency(), Given.Normal(("affects_security", true)), Given.Standard(("alters", new[] { "access-control" })),
        ];
        Assert.All(all, reviewed =>
        {
            Assert.Equal("required before close", reviewed.Asks("004 §10", RequirementKind.Review, question));
            Assert.Equal(title, reviewed.Titled(RequirementKind.Review, question));
        });
        Assert.Equal("-", Given.Standard().AsksAtMost(RequirementKind.Review, question));
        Assert.Equal("-", Given.Normal().AsksAtMost(RequirementKind.Review, question));
    }

    [Theory]
    [InlineData("standard", "-")]
    [InlineData("normal", "-")]
    [InlineData("major", "required before close by change-owner within 5 business days from completed")]
    [InlineData("emergency", "required before close by incident-commander within 48h from completed")]
    public void Review_IsDue(string name, string asked) =>
        Assert.Equal(asked, Given.Class(name).AsksAtMost(RequirementKind.Duty, "post-implementation-review"));

    [Theory]
    [InlineData("standard", "affects_security", true)]
    [InlineData("normal", "affects_security", true)]
    [InlineData("standard", "alters", "access-control")]
    [InlineData("normal", "alters", "access-control")]
    public void SecurityRelatedChanges_AreReviewedToo(string name, string field, object value) => Assert.Equal(
        "required before close by change-owner within 5 business days from completed",
        Given.Class(name, (field, field == "alters" ? new[] { value } : value))
            .Asks("decision: reviews-within-five-days", RequirementKind.Duty, "post-implementation-review"));
}
