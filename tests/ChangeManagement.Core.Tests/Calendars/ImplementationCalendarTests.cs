using System.Globalization;
using ChangeManagement.Policies;

namespace ChangeManagement.Calendars;

/// <summary>When a change may be implemented: every window rule allows it, and no freeze covers it.</summary>
public sealed class ImplementationCalendarTests
{
    private const string Freezes =
        "[ { name: Christmas, from: 2026-12-24, to: 2026-12-27, source: T 9 }, { name: Month-end, last-days-of-month: 1 } ]";

    [Theory]
    [InlineData("2026-11-17T11:00Z", true)] // Tuesday 06:00
    [InlineData("2026-11-17T10:59Z", false)]
    [InlineData("2026-11-17T15:00Z", false)] // 10:00 is exclusive
    [InlineData("2026-11-18T12:00Z", false)] // Wednesday: the second rule has no such slot
    [InlineData("2026-07-21T10:00Z", true)] // 06:00 in summer
    public void EveryWindowRule_MustAllowIt(string at, bool allowed)
    {
        var policy = SmallPolicy.WithRules("windows: [ \"mon-wed 06:00-12:00\" ]", "windows: [ \"tue 05:00-10:00\" ]");

        Assert.Equal(allowed, policy.MayImplement(Assess.Under(policy, SmallPolicy.Facts()), At(at)));
    }

    [Theory]
    [InlineData("2026-11-16T12:00Z", "2026-11-17T11:00Z", "2026-11-17T15:00Z")] // the next one
    [InlineData("2026-11-17T12:30Z", "2026-11-17T12:30Z", "2026-11-17T15:00Z")] // the open one, from now
    [InlineData("2026-11-17T15:00Z", "2026-11-24T11:00Z", "2026-11-24T15:00Z")] // it has just closed
    [InlineData("2026-03-04T12:00Z", "2026-03-10T10:00Z", "2026-03-10T14:00Z")] // after the clocks sprang forward
    [InlineData("2026-10-28T12:00Z", "2026-11-03T11:00Z", "2026-11-03T15:00Z")] // after they fell back
    public void NextWindow_IsTheOneThatIsOpen_ElseTheNext(string from, string start, string end)
    {
        var policy = SmallPolicy.WithRules("windows: [ \"tue 06:00-10:00\" ]");

        Assert.Equal(new TimeWindow(At(start), At(end)), policy.NextWindow(Assess.Under(policy, SmallPolicy.Facts()), At(from)));
    }

    [Theory]
    [InlineData("2026-03-08T06:00Z", "2026-03-08T07:00Z", "2026-03-08T08:00Z")] // 02:30 does not exist: the slot begins when the clock has jumped, at 03:30
    [InlineData("2026-11-01T04:00Z", "2026-11-01T06:30Z", "2026-11-01T08:00Z")] // 01:30 comes twice
    public void Window_OnADayOnWhichTheClocksChange_StillOpens(string from, string startsBy, string end)
    {
        var policy = SmallPolicy.WithRules("windows: [ \"sun 01:30-04:00\" ]");
        var window = policy.NextWindow(Assess.Under(policy, SmallPolicy.Facts()), At(from));

        Assert.True(window is { } open && open.Start <= At(startsBy) && open.End >= At(end) && open.Start < open.End);
    }

    [Fact]
    public void WindowsThatTouch_AreOne_AlsoAtMidnight()
    {
        var policy = SmallPolicy.WithRules("windows: [ \"mon 20:00-24:00\", \"tue 00:00-04:00\", \"tue 04:00-06:00\" ]");

        Assert.Equal(
            new TimeWindow(At("2026-11-17T01:00Z"), At("2026-11-17T11:00Z")),
            policy.NextWindow(Assess.Under(policy, SmallPolicy.Facts()), At("2026-11-16T12:00Z")));
    }

    [Fact]
    public void NoSlotAtAll_MeansNever()
    {
        var policy = SmallPolicy.WithRules("windows: []");
        var assessment = Assess.Under(policy, SmallPolicy.Facts());

        Assert.Null(policy.NextWindow(assessment, Assess.UsualTime));
        Assert.Equal(
            "It may never be implemented by the windows of its policy.",
            policy.ImplementationBan(assessment, Assess.UsualTime)?.Message);
    }

    [Fact]
    public void WithoutWindows_ItIsOpenUntilTheNextFreeze()
    {
        var policy = SmallPolicy.With(("freezes", Freezes));

        Assert.Equal(
            new TimeWindow(Assess.UsualTime, At("2026-11-30T05:00Z")),
            policy.NextWindow(Assess.Under(policy, SmallPolicy.Facts()), Assess.UsualTime));
    }

    [Theory]
    [InlineData("2026-12-24T05:00Z", "Changes are frozen: Christmas.", "T 9")] // midnight in New York
    [InlineData("2026-12-28T04:59Z", "Changes are frozen: Christmas.", "T 9")]
    [InlineData("2026-12-28T05:00Z", null, null)]
    [InlineData("2026-12-24T04:59Z", null, null)]
    [InlineData("2026-11-30T12:00Z", "Changes are frozen: Month-end.", "T")]
    [InlineData("2027-02-28T12:00Z", "Changes are frozen: Month-end.", "T")]
    [InlineData("2028-02-28T12:00Z", null, null)] // a leap year
    [InlineData("2028-02-29T12:00Z", "Changes are frozen: Month-end.", "T")]
    public void Freeze_HoldsUpEverythingButEmergencies(string at, string? message, string? source)
    {
        var policy = SmallPolicy.With(("freezes", Freezes));

        var ban = policy.ImplementationBan(Assess.Under(policy, SmallPolicy.Facts()), At(at));

        Assert.Equal((message, source), (ban?.Message, ban?.Because[0].Source));
        Assert.Null(policy.ImplementationBan(Assess.Under(policy, SmallPolicy.Facts(("urgency", "emergency"))), At(at)));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
