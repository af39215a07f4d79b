namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003's head, §13 Revision History and the approval of the document.</summary>
public sealed class DocumentControlTests
{
    [Fact(DisplayName = "003 head")]
    public void Head_IsTheDocuments()
    {
        var policy = Given.Policy;

        Assert.Equal(
            ("Change Management Policy", "POL-SEC-008", "2.0", "Chief Information Security Officer (CISO)"),
            (policy.Title, policy.Document, policy.Version, policy.Owner));
    }

    [Theory(DisplayName = "003 next review date: January 15, 2025")]
    [InlineData(2025, 1, 14, false)]
    [InlineData(2025, 1, 15, true)]
    public void Review_IsDueOnItsDate(int year, int month, int day, bool due)
    {
        Assert.Equal(new DateOnly(2024, 1, 15), Given.Policy.Reviews.Last);
        Assert.Equal(due, Given.Policy.Reviews.IsDue(new DateOnly(year, month, day)));
    }

    [Theory(DisplayName = "003 §13 revision")]
    [InlineData("1.0", 2023, 1, "Initial release")]
    [InlineData("1.1", 2023, 5, "Added emergency procedures")]
    [InlineData("2.0", 2024, 1, "Annual review, enhanced CAB process")]
    public void Revision_IsDeclared(string version, int year, int month, string changes) =>
        Assert.Contains(new Revision(version, new DateOnly(year, month, 1), "CISO", changes), Given.Policy.Revisions);

    [Theory(DisplayName = "003 Approval")]
    [InlineData("Document Owner", "CISO")]
    [InlineData("Reviewer", "CTO")]
    [InlineData("Approver", "CEO")]
    public void Signature_IsDeclared(string role, string name) =>
        Assert.Contains(new SignOff(role, name, new DateOnly(2024, 1, 15)), Given.Policy.SignOff);
}
