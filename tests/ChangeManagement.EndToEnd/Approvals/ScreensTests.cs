using ChangeManagement.EndToEnd.Browsers;

namespace ChangeManagement.EndToEnd.Approvals;

/// <summary>Every state of the approval page looks as somebody approved it, and everybody can use it (A3).</summary>
public sealed class ScreensTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string> Names => [.. States.All.Keys];

    [ChromiumTheory]
    [MemberData(nameof(Names))]
    public async Task EveryState_IsAsApproved_AndOpenToEverybody(string name)
    {
        await using var scene = await Scene.Open(chromium);
        await States.All[name](scene);
        await Accessibility.Check(scene.Page);
        await Approved.Compare(scene.Page, $"approval-{name}");
    }
}
