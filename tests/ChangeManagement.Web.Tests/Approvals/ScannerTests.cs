using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Approvals;

/// <summary>Whatever a scanner does with the link of a message, nothing is decided, passed on, asked or taken back (A2).</summary>
public sealed class ScannerTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Unlimited = new(StringComparer.Ordinal) { ["Limits:Links"] = "0", ["Limits:SignIns"] = "0" };
    private readonly RunningProduct product = new(settings: Unlimited);
    private Walk walk = null!;

    public async Task InitializeAsync() => walk = await Walk.Begin(product, "chen", Requests.Priority("medium"));

    public async Task DisposeAsync() => await product.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AScan_ChangesNothing(int seed)
    {
        var before = await Record();
        var asked = await ApprovalMessage.To("emil", product);
        var scanner = new ScannerModel(product, seed);
        await scanner.Scan(asked.Path);
        Assert.True(scanner.Sent > 10, $"It sent {scanner.Sent} forms, so it shows nothing.");
        Assert.Contains("/", scanner.Followed);
        Assert.Equal(before, await Record());
        await AnswersAfterAll(asked);
    }

    [Fact]
    public async Task AScanOfEveryMessage_ThatScansBringAbout_ComesToAnEnd()
    {
        var asked = await ApprovalMessage.To("emil", product);
        var scanned = 0;
        for (var all = await ApprovalMessage.All("emil", product); scanned < all.Count; all = await ApprovalMessage.All("emil", product))
        {
            for (; scanned < all.Count; scanned++)
            {
                // Enough to use up all tries, and then to press the button that sends the message again.
                for (var time = 0; time < 4; time++)
                {
                    await new ScannerModel(product, scanned + time).Scan(asked.Path);
                }
            }
        }

        Assert.InRange(scanned, 2, 4);
    }

    [Fact]
    public async Task AScanAfterTheAnswer_LeavesItAsItIs()
    {
        var asked = await ApprovalMessage.To("emil", product);
        await Approve(asked);
        var before = await Record();
        await new ScannerModel(product, seed: 1).Scan(asked.Path);
        Assert.Equal(before, await Record());
    }

    /// <summary>The scan may have used up the tries of the code; its person then gets a new message.</summary>
    private async Task AnswersAfterAll(ApprovalMessage asked)
    {
        using var browser = new Browser(product);
        await browser.Open(asked.Path);
        if (browser.Page.QuerySelector("input[name=code]") is null)
        {
            await browser.Send($"{asked.Path}/message");
        }

        await browser.Send(asked.Path, ("choice", "approve"), ("code", asked.Code));
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    private async Task Approve(ApprovalMessage asked)
    {
        using var browser = new Browser(product);
        await browser.Open(asked.Path);
        await browser.Send(asked.Path, ("choice", "approve"), ("code", asked.Code));
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    private async Task<string> Record() => (await (await product.As("chen")).Get($"{Client.Changes}/{walk.Number}/history")).Body;
}
