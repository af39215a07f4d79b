namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §7 Change Advisory Board.</summary>
public sealed class AdvisoryBoardTests
{
    [Theory(DisplayName = "003 §7.1 composition")]
    [InlineData("cab-chair", "Chair (Release Manager)", "Facilitate meetings", "Final decisions")]
    [InlineData("engineering-lead", "Engineering Lead", "Technical assessment")]
    [InlineData("operations-lead", "Operations Lead", "Infrastructure impact")]
    [InlineData("security-representative", "Security Representative", "Security implications")]
    [InlineData("qa-representative", "QA Representative", "Testing adequacy")]
    [InlineData("business-representative", "Business Representative", "Business impact")]
    public void Member_HasASeatAndAResponsibility(string role, string title, params string[] responsibilities)
    {
        Assert.Contains(role, Given.Normal(RiskLevel.High).Seats("cab"));
        Assert.Equal(title, Given.Policy.Roles[role].Title);
        Assert.Equal(responsibilities, Given.Policy.Roles[role].Duties);
    }

    [Fact(DisplayName = "003 §7.1 CAB has six members, and the chair takes the final decision")]
    public void Board_HasSixMembers_AndTheChairDecides()
    {
        var cab = Given.Normal(RiskLevel.Critical).Stage("cab");

        Assert.Equal((6, "cab-chair"), (cab.Seats.Length, cab.DecidedBy));
    }

    [Theory(DisplayName = "003 §7.2 regular CAB: weekly, Wednesdays 10 AM")]
    [InlineData("2026-11-16T15:00Z", "2026-11-18T15:00Z")]
    [InlineData("2026-11-18T15:00Z", "2026-11-18T15:00Z")]
    [InlineData("2026-11-18T15:01Z", "2026-11-25T15:00Z")]
    [InlineData("2026-06-15T15:00Z", "2026-06-17T14:00Z")]
    public void RegularCab_MeetsOnWednesdaysAtTen(string from, string meeting) =>
        Assert.Equal(Moment.Parse(meeting), Given.Policy.Board!.NextMeeting(Moment.Parse(from), Given.Policy.Zone).Start);

    [Fact(DisplayName = "003 §7.2 emergency CAB: as needed, within 4 hours")]
    public void EmergencyCab_WithinFourHours_IsDeclared() => Assert.Equal(TimeSpan.FromHours(4), Given.Policy.Board!.EmergencyWithin);

    [Theory(DisplayName = "003 §7.3 agenda")]
    [InlineData(1, "Review of previous changes (successes/failures)")]
    [InlineData(2, "Emergency changes since last meeting")]
    [InlineData(3, "High/Critical changes for approval")]
    [InlineData(4, "Change calendar review")]
    [InlineData(5, "Upcoming change freeze periods")]
    [InlineData(6, "Open issues and concerns")]
    public void PointOfTheAgenda_IsDeclared(int number, string point) => Assert.Equal(point, Given.Policy.Board!.Agenda[number - 1]);
}
