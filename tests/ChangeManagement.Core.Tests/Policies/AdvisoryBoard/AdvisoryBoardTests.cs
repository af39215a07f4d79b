using ChangeManagement.Policies;

namespace ChangeManagement.Tests.Policies.AdvisoryBoard;

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
        Assert.Contains(role, Requests.Normal(RiskLevel.High).Seats("cab"));
        Assert.Equal(title, Requests.Policy.Roles[role].Title);
        Assert.Equal(responsibilities, Requests.Policy.Roles[role].Duties);
    }

    [Fact(DisplayName = "003 §7.1 CAB has six members, and the chair takes the final decision")]
    public void Board_HasSixMembers_AndTheChairDecides()
    {
        var cab = Requests.Normal(RiskLevel.Critical).Stage("cab");

        Assert.Equal((6, "cab-chair"), (cab.Seats.Length, cab.DecidedBy));
    }

    [Theory(DisplayName = "003 §7.2 regular CAB: weekly, Wednesdays 10 AM")]
    [InlineData("2026-11-16T15:00Z", "2026-11-18T15:00Z")]
    [InlineData("2026-11-18T15:00Z", "2026-11-18T15:00Z")]
    [InlineData("2026-11-18T15:01Z", "2026-11-25T15:00Z")]
    [InlineData("2026-06-15T15:00Z", "2026-06-17T14:00Z")]
    public void RegularCab_MeetsOnWednesdaysAtTen(string from, string meeting) =>
        Assert.Equal(Moment.Parse(meeting), Requests.Policy.Board!.NextMeeting(Moment.Parse(from), Requests.Policy.Zone).Start);
}
