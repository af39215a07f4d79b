namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §9.2 Change Freeze Periods; the dates are those of the shipped policy, to be set every year.</summary>
public sealed class ChangeFreezeTests
{
    [Theory(DisplayName = "003 §9.2 freeze, at an hour that §9.1 allows")]
    [InlineData("Major holidays", "2026-11-25T12:00Z")]
    [InlineData("Major holidays", "2026-12-29T12:00Z")]
    [InlineData("Major holidays", "2027-07-05T11:00Z")]
    [InlineData("Peak usage (back-to-school)", "2026-08-25T11:00Z")]
    [InlineData("Peak usage (back-to-school)", "2027-08-24T11:00Z")]
    [InlineData("End of month (billing)", "2026-11-30T12:00Z")]
    [InlineData("End of quarter (billing)", "2027-03-31T11:00Z")]
    public void Freeze_HoldsUpEverythingButEmergencies(string period, string at)
    {
        var policy = Given.Policy;
        var (moment, week) = (Moment.Parse(at), TimeSpan.FromDays(28));

        Assert.False(policy.MayImplement(Given.Normal(RiskLevel.Low), moment), period);
        Assert.False(policy.MayImplement(Given.Standard(), moment), period);
        Assert.True(policy.MayImplement(Given.Emergency(RiskLevel.High), moment), period);
        Assert.True(policy.MayImplement(Given.Normal(RiskLevel.Low), moment - week), $"{period}: four weeks before");
    }

    [Theory(DisplayName = "003 §9.2 first and last day")]
    [InlineData("Independence Day", "2026-07-02", "2026-07-05")]
    [InlineData("Back-to-school", "2026-08-24", "2026-09-06")]
    [InlineData("Thanksgiving", "2026-11-25", "2026-11-29")]
    [InlineData("Christmas and New Year", "2026-12-23", "2027-01-03")]
    [InlineData("Independence Day", "2027-07-02", "2027-07-05")]
    [InlineData("Back-to-school", "2027-08-23", "2027-09-05")]
    [InlineData("Thanksgiving", "2027-11-24", "2027-11-28")]
    [InlineData("Christmas and New Year", "2027-12-23", "2028-01-02")]
    [InlineData("End of month/quarter (billing)", "2026-02-28", "2026-02-28")]
    [InlineData("End of month/quarter (billing)", "2027-09-30", "2027-09-30")]
    public void Freeze_LastsFromItsFirstToItsLastDay(string name, string first, string last)
    {
        Assert.NotEqual($"Changes are frozen: {name}.", FreezeAtNoon(first, -1));
        Assert.Equal($"Changes are frozen: {name}.", FreezeAtNoon(first, 0));
        Assert.Equal($"Changes are frozen: {name}.", FreezeAtNoon(last, 0));
        Assert.NotEqual($"Changes are frozen: {name}.", FreezeAtNoon(last, 1));
    }

    [Fact(DisplayName = "003 §9.2 the next window lies beyond the freeze")]
    public void NextWindow_LiesBeyondTheFreeze()
    {
        var next = Given.Policy.NextWindow(Given.Normal(RiskLevel.High), Given.NewYork(11, 25, 5));

        Assert.Equal(Given.NewYork(12, 1, 6), next?.Start);
        Assert.Equal(Given.NewYork(12, 1, 10), next?.End);
    }

    private static string? FreezeAtNoon(string date, int days) =>
        Given.Policy.ImplementationBan(Given.Normal(RiskLevel.Low), Moment.Parse($"{date}T17:00Z").AddDays(days))?.Message;
}
