using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Review and Improvement.</summary>
public class ReviewAndImprovementTests
{
    private static readonly Policy Policy = Shipped.Policy("security-officer");

    [Theory]
    [InlineData("changes-per-month", "Number of changes per month")]
    [InlineData("emergency-vs-standard", "Emergency vs. standard changes")]
    [InlineData("rollback-rate", "Rollback rate")]
    [InlineData("change-success-rate", "Change success rate")]
    public void MetricsWithoutTargets_AreDeclared(string name, string title)
    {
        var metric = Policy.Metrics.Single(metric => metric.Name == name);
        Assert.Equal((title, null, "002 Metrics"), (metric.Title, metric.Target, metric.Source));
    }

    [Theory]
    [InlineData("review change management process")]
    [InlineData("analyze change success rate")]
    [InlineData("identify process improvements")]
    [InlineData("update procedures as needed")]
    public void StepOfTheQuarterlyReview_IsDeclared(string step) => Assert.Contains(step, Policy.Reviews.Cycle!.Split("; "));

    [Theory]
    [InlineData(2026, 5, 3, false)]
    [InlineData(2026, 5, 4, true)]
    public void TheNextReview_IsDueAQuarterAfterTheLastUpdate(int year, int month, int day, bool due) =>
        Assert.Equal(due, Policy.Reviews.IsDue(new DateOnly(year, month, day)));
}
