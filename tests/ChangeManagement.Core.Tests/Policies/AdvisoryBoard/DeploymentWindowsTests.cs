namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §9.1 Deployment Windows, in the week of Monday 16 November 2026, New York.</summary>
public sealed class DeploymentWindowsTests
{
    [Theory(DisplayName = "003 §9.1 window")]
    [InlineData("Monday", 16, RiskLevel.Low, true)]
    [InlineData("Monday", 16, RiskLevel.Medium, true)]
    [InlineData("Monday", 16, RiskLevel.High, false)]
    [InlineData("Monday", 16, RiskLevel.Critical, false)]
    [InlineData("Tuesday", 17, RiskLevel.Low, true)]
    [InlineData("Tuesday", 17, RiskLevel.Medium, true)]
    [InlineData("Tuesday", 17, RiskLevel.High, true)]
    [InlineData("Tuesday", 17, RiskLevel.Critical, true)]
    [InlineData("Wednesday", 18, RiskLevel.Low, true)]
    [InlineData("Wednesday", 18, RiskLevel.Medium, true)]
    [InlineData("Wednesday", 18, RiskLevel.High, true)]
    [InlineData("Wednesday", 18, RiskLevel.Critical, true)]
    [InlineData("Thursday", 19, RiskLevel.Low, true)]
    [InlineData("Thursday", 19, RiskLevel.Medium, true)]
    [InlineData("Thursday", 19, RiskLevel.High, false)]
    [InlineData("Thursday", 19, RiskLevel.Critical, false)]
    [InlineData("Friday", 20, RiskLevel.Low, false)]
    [InlineData("Friday", 20, RiskLevel.Medium, false)]
    [InlineData("Friday", 20, RiskLevel.High, false)]
    [InlineData("Friday", 20, RiskLevel.Critical, false)]
    [InlineData("Saturday", 21, RiskLevel.Low, false)]
    [InlineData("Saturday", 21, RiskLevel.Medium, false)]
    [InlineData("Saturday", 21, RiskLevel.High, false)]
    [InlineData("Saturday", 21, RiskLevel.Critical, false)]
    [InlineData("Sunday", 22, RiskLevel.Low, false)]
    [InlineData("Sunday", 22, RiskLevel.Medium, false)]
    [InlineData("Sunday", 22, RiskLevel.High, false)]
    [InlineData("Sunday", 22, RiskLevel.Critical, false)]
    public void PlannedChange_IsImplementedInItsWindow(string day, int date, RiskLevel risk, bool allowed)
    {
        var change = Given.Normal(risk);

        Assert.Equal(day, new DateOnly(2026, 11, date).DayOfWeek.ToString());
        Assert.False(MayImplement(change, date, 5, 59));
        Assert.Equal(allowed, MayImplement(change, date, 6, 0));
        Assert.Equal(allowed, MayImplement(change, date, 9, 59));
        Assert.False(MayImplement(change, date, 10, 0));
        Assert.All(change.Windows, window => Assert.Equal("003 §9.1", window.Because.Source));
    }

    [Theory(DisplayName = "003 §9.1 standard changes keep to the windows of Low")]
    [InlineData(16, true)]
    [InlineData(17, true)]
    [InlineData(18, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    [InlineData(21, false)]
    [InlineData(22, false)]
    public void StandardChange_IsImplementedInTheWindowsOfLow(int date, bool allowed) =>
        Assert.Equal(allowed, MayImplement(Given.Standard(), date, 6, 0));

    [Theory(DisplayName = "003 §9.1 emergency on any day")]
    [InlineData(16, 22)]
    [InlineData(19, 3)]
    [InlineData(20, 8)]
    [InlineData(21, 3)]
    [InlineData(22, 12)]
    public void Emergency_IsImplementedAtAnyTime(int date, int hour) =>
        Assert.True(MayImplement(Given.Emergency(RiskLevel.Critical), date, hour, 0));

    [Theory(DisplayName = "003 §9.1 Eastern Time all year")]
    [InlineData("2026-06-16T10:00Z", true)]
    [InlineData("2026-06-16T14:00Z", false)]
    [InlineData("2026-11-17T10:00Z", false)]
    [InlineData("2026-11-17T14:00Z", true)]
    public void Window_FollowsDaylightSaving(string at, bool allowed) =>
        Assert.Equal(allowed, Given.Policy.MayImplement(Given.Normal(RiskLevel.High), Moment.Parse(at)));

    private static bool MayImplement(Assessment change, int date, int hour, int minute) =>
        Given.Policy.MayImplement(change, Given.NewYork(11, date, hour, minute));
}
