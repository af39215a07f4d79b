using System.Globalization;
using ChangeManagement.Policies;
using NodaTime;

namespace ChangeManagement.Calendars;

/// <summary>Business days and hours, right over weekends, holidays and both changes of the clocks.</summary>
public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar NewYork = new()
    {
        Zone = DateTimeZoneProviders.Tzdb["America/New_York"],
        Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Holidays = [new Holiday(new DateOnly(2026, 11, 26), "Thanksgiving Day"), new Holiday(new DateOnly(2026, 5, 25), "Memorial Day")],
    };

    [Theory]
    [InlineData("2026-11-17T14:00Z", true)] // 09:00
    [InlineData("2026-11-17T13:59Z", false)]
    [InlineData("2026-11-17T21:59Z", true)] // 16:59
    [InlineData("2026-11-17T22:00Z", false)] // 17:00 is closed
    [InlineData("2026-07-17T13:00Z", true)] // 09:00 in summer
    [InlineData("2026-07-17T12:59Z", false)]
    [InlineData("2026-11-21T15:00Z", false)] // Saturday
    [InlineData("2026-11-26T15:00Z", false)] // Thanksgiving
    public void BusinessTime_IsWithinTheHoursOfABusinessDay(string at, bool business) =>
        Assert.Equal(business, NewYork.IsBusinessTime(At(at)));

    [Theory]
    [InlineData("2026-11-17T15:00Z", 1, "2026-11-18T15:00Z")]
    [InlineData("2026-11-20T15:00Z", 1, "2026-11-23T15:00Z")] // over a weekend
    [InlineData("2026-05-22T15:00Z", 1, "2026-05-26T15:00Z")] // over a long weekend
    [InlineData("2026-11-25T15:00Z", 1, "2026-11-27T15:00Z")] // over Thanksgiving
    [InlineData("2026-11-25T15:00Z", 5, "2026-12-03T15:00Z")]
    [InlineData("2026-03-06T15:00Z", 1, "2026-03-09T14:00Z")] // the clocks spring forward: 10:00 stays 10:00
    [InlineData("2026-10-30T14:00Z", 1, "2026-11-02T15:00Z")] // and fall back
    [InlineData("2026-11-17T11:00Z", 1, "2026-11-18T14:00Z")] // before opening: from the opening
    [InlineData("2026-11-17T23:00Z", 1, "2026-11-19T14:00Z")] // after closing: from the next opening
    [InlineData("2026-11-21T15:00Z", 1, "2026-11-24T14:00Z")] // on a Saturday: from Monday's opening
    [InlineData("2026-11-26T15:00Z", 1, "2026-11-30T14:00Z")] // on a holiday: from Friday's opening
    public void BusinessDays_KeepTheTimeOfDay_AndBeginAtTheNextOpening(string from, int days, string deadline) =>
        Assert.Equal(At(deadline), NewYork.AddBusinessDays(At(from), days));

    [Fact]
    public void CalendarThatIsAlwaysClosed_StillAnswers() =>
        Assert.True((NewYork with { Days = [] }).AddBusinessDays(At("2026-11-17T15:00Z"), 1) > At("2026-11-17T15:00Z"));

    [Theory]
    [InlineData("15m", "2026-03-07T12:15Z")]
    [InlineData("24h", "2026-03-08T12:00Z")] // elapsed time ignores the clocks
    [InlineData("7d", "2026-03-14T12:00Z")]
    [InlineData("1 business day", "2026-03-10T13:00Z")]
    [InlineData("next cab", "2026-03-11T15:00Z")] // Wednesday 11:00, by then in summer time
    public void Deadline_IsCountedAsTheAllowanceSays(string allowance, string deadline)
    {
        Assert.True(Allowance.TryParse(allowance, out var parsed));
        Assert.Equal(At(deadline), SmallPolicy.With().Deadline(parsed!, At("2026-03-07T12:00Z"))); // a Saturday, 07:00 in New York
    }

    [Theory]
    [InlineData("2026-11-18T14:59Z", "2026-11-18T16:00Z")] // before the meeting: its end
    [InlineData("2026-11-18T15:00Z", "2026-11-18T16:00Z")]
    [InlineData("2026-11-18T15:01Z", "2026-11-25T16:00Z")] // it has begun: the next one's
    public void NextCab_IsTheEndOfTheNextMeetingThatHasNotBegun(string from, string deadline) =>
        Assert.Equal(At(deadline), SmallPolicy.With().Deadline(new Allowance.NextCab(), At(from)));

    [Theory]
    [InlineData("3 years", "2029-02-28T10:00Z")]
    [InlineData("1 month", "2026-03-28T10:00Z")]
    [InlineData("2 weeks", "2026-03-14T10:00Z")]
    [InlineData("90 days", "2026-05-29T10:00Z")]
    public void Period_IsCountedInCalendarUnits(string period, string end)
    {
        Assert.True(CalendarPeriod.TryParse(period, out var parsed));
        Assert.Equal(At(end), parsed.After(At("2026-02-28T10:00Z")));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
