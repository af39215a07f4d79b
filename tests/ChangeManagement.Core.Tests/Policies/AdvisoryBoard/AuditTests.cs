using ChangeManagement.Calendars;

namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §11 Documentation and Audit.</summary>
public sealed class AuditTests
{
    [Theory(DisplayName = "003 §11.1 retention")]
    [InlineData("change-request", 3, "Audit trail")]
    [InlineData("approval-records", 3, "Authorization evidence")]
    [InlineData("test-results", 1, "Quality assurance")]
    [InlineData("deployment-logs", 1, "Troubleshooting")]
    [InlineData("rollback-records", 3, "Incident analysis")]
    [InlineData("cab-meeting-minutes", 3, "Governance")]
    public void RetentionOfADocument_IsDeclared(string record, int years, string purpose)
    {
        var kept = Given.Policy.Retention.Single(each => each.Record == record);

        Assert.Equal(
            (new CalendarPeriod(years, 0, 0), purpose, "003 §11.1"),
            (kept.Keep, kept.Purpose, kept.Source));
    }

    [Theory(DisplayName = "003 §11.2 metric")]
    [InlineData("change-success-rate", "Change Success Rate", "Successful / Total changes", "> 95%")]
    [InlineData("emergency-change-rate", "Emergency Change Rate", "Emergency / Total changes", "< 5%")]
    [InlineData("change-lead-time", "Change Lead Time", "Request to deployment", "Per risk level")]
    [InlineData("rollback-rate", "Rollback Rate", "Rollbacks / Total changes", "< 3%")]
    [InlineData("post-implementation-issues", "Post-Implementation Issues", "Issues within 24 hours", "< 5%")]
    public void DefinitionAndTargetOfAMetric_AreDeclared(string name, string title, string definition, string target)
    {
        var metric = Given.Policy.Metrics.Single(each => each.Name == name);

        Assert.Equal(
            (title, definition, target, "003 §11.2"),
            (metric.Title, metric.Definition, metric.Target, metric.Source));
    }
}
