using System.Globalization;

namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>Decision 15: what a business day (003 §4.4) and business hours (003 §6.3) are, which the document does not say.</summary>
public sealed class BusinessCalendarTests
{
    [Theory(DisplayName = "Decision 15: Monday to Friday 09:00-17:00 US Eastern")]
    [InlineData("2026-11-16T13:59Z", false)]
    [InlineData("2026-11-16T14:00Z", true)]
    [InlineData("2026-11-20T21:59Z", true)]
    [InlineData("2026-11-20T22:00Z", false)]
    [InlineData("2026-11-21T17:00Z", false)]
    [InlineData("2026-11-22T17:00Z", false)]
    [InlineData("2026-06-15T13:00Z", true)]
    [InlineData("2026-06-15T21:00Z", false)]
    public void BusinessHours_AreThoseOfTheEastCoast(string at, bool business) =>
        Assert.Equal(business, Given.Policy.Calendar.IsBusinessTime(Moment.Parse(at)));

    [Theory(DisplayName = "Decision 15: US federal holiday, as observed")]
    [InlineData("2026-01-01", "New Year's Day")]
    [InlineData("2026-01-19", "Birthday of Martin Luther King, Jr.")]
    [InlineData("2026-02-16", "Washington's Birthday")]
    [InlineData("2026-05-25", "Memorial Day")]
    [InlineData("2026-06-19", "Juneteenth")]
    [InlineData("2026-07-03", "Independence Day")]
    [InlineData("2026-09-07", "Labor Day")]
    [InlineData("2026-10-12", "Columbus Day")]
    [InlineData("2026-11-11", "Veterans Day")]
    [InlineData("2026-11-26", "Thanksgiving Day")]
    [InlineData("2026-12-25", "Christmas Day")]
    [InlineData("2027-01-01", "New Year's Day")]
    [InlineData("2027-01-18", "Birthday of Martin Luther King, Jr.")]
    [InlineData("2027-02-15", "Washington's Birthday")]
    [InlineData("2027-05-31", "Memorial Day")]
    [InlineData("2027-06-18", "Juneteenth")]
    [InlineData("2027-07-05", "Independence Day")]
    [InlineData("2027-09-06", "Labor Day")]
    [InlineData("2027-10-11", "Columbus Day")]
    [InlineData("2027-11-11", "Veterans Day")]
    [InlineData("2027-11-25", "Thanksgiving Day")]
    [InlineData("2027-12-24", "Christmas Day")]
    [InlineData("2027-12-31", "New Year's Day 2028")]
    public void Holiday_IsNoBusinessDay(string date, string name)
    {
        var calendar = Given.Policy.Calendar;

        Assert.False(calendar.IsBusinessTime(Moment.Parse($"{date}T17:00Z")));
        Assert.Equal(name, calendar.Holidays.Single(holiday => holiday.Date == DateOnly.Parse(date, CultureInfo.InvariantCulture)).Name);
    }
}
