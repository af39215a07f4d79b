using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages;

/// <summary>Times are shown in the zone of whoever reads, with UTC beside; the sentences of the history call things by their titles.</summary>
public sealed class LocalTimesTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await product.DisposeAsync();

    [Theory]
    [InlineData("chen", "3 Mar 2026, 10:00 EST · 15:00 UTC")]
    [InlineData("ada", "3 Mar 2026, 16:00 CET · 15:00 UTC")]
    [InlineData("mika", "3 Mar 2026, 17:00 EET · 15:00 UTC")]
    public async Task APage_ShowsTimesInTheZoneOfItsReader(string person, string shown)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"));
        using var browser = new Browser(product);
        await browser.SignIn(person);
        await browser.Open($"/changes/{walk.Number}");
        Assert.Contains(shown, browser.Page.QuerySelector(".heading time")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NearMidnight_BothDatesAreSaid()
    {
        await product.Pass(TimeSpan.FromHours(13));
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"));
        using var browser = new Browser(product);
        await browser.SignIn("chen");
        await browser.Open($"/changes/{walk.Number}");
        Assert.Contains("3 Mar 2026, 23:00 EST · 4 Mar, 04:00 UTC", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSentencesOfTheHistory_AreInTheZoneOfTheReader_AndCallTheApprovalByItsTitle()
    {
        var walk = await Walk.Begin(product, "chen", Requests.BoardEmergency());
        using var browser = new Browser(product);
        await browser.SignIn("lena");
        await browser.Open($"/changes/{walk.Number}");
        Assert.Contains("Approval 'Emergency authorization' asked, due 3 Mar 2026, 16:15 CET · 15:15 UTC", browser.Words, StringComparison.Ordinal);
        // For machines the same sentence stays in UTC.
        Assert.Contains(
            await walk.Entries(),
            entry => entry.GetProperty("details").GetString() == "Approval 'Emergency authorization' asked, due 2026-03-03 15:15 UTC");
    }

    [Fact]
    public async Task AnAnsweredRequirement_IsCalledByItsTitle()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"));
        await walk.AnswerEverythingOpen("approve");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen("implement");
        var answered = (await walk.Change()).GetProperty("requirements").EnumerateArray()
            .First(requirement => requirement.TryGetProperty("answer", out _) && requirement.GetProperty("kind").GetString() is not ("criterion" or "field"));
        var title = answered.GetProperty("title").GetString()!;
        Assert.NotEqual(answered.GetProperty("name").GetString(), title);
        Assert.Contains(await walk.Entries(), entry => entry.GetProperty("details").GetString()!.Contains($"'{title}': met", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AMessage_IsInTheZoneOfWhoGetsIt()
    {
        await Walk.Begin(product, "chen", Requests.Priority("medium"));
        var asked = (await product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None))
            .Where(message => message.Subject.StartsWith("Approval requested", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, message => Assert.Matches("until \\d+ Mar 2026, \\d\\d:\\d\\d (EST|CET|EET|GMT) · \\d\\d:\\d\\d UTC", message.Text));
    }

    [Fact]
    public async Task TheLinkOfAMessage_OpensAPageInTheZoneOfItsPerson_WithoutSigningIn()
    {
        await Walk.Begin(product, "chen", Requests.Priority("medium"));
        var asked = (await product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None))
            .First(message => message.Link?.StartsWith("/approvals/", StringComparison.Ordinal) == true);
        using var browser = new Browser(product);
        await browser.Open(asked.Link!);
        Assert.Contains(" · ", browser.Page.QuerySelector("time")!.TextContent, StringComparison.Ordinal);
    }
}
