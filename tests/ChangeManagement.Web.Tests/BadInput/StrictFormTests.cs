using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.BadInput;

/// <summary>Forms are judged as strictly as calls.</summary>
public sealed class StrictFormTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;
    private string number = "";

    public StrictFormTests() => browser = new Browser(product);

    public async Task InitializeAsync()
    {
        using var request = new StringContent(PlainRequest.With("implementation_plan", null));
        number = (await (await product.As("chen")).Send(HttpMethod.Post, Client.Changes, request)).Number;
        await browser.SignIn("chen");
        await browser.Open($"/changes/{number}");
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task AnAmendment_OfAPageThatIsNoLongerTrue_IsRefused_AndSentAgainIsTaken()
    {
        await (await product.As("emil")).Do(number, "approve", new { approved = true });
        await browser.Send(Form, ("implementation_plan", "Set it, restart"));
        Assert.Equal(409, browser.Status);
        Assert.Contains("has changed since you opened this page", browser.Words, StringComparison.Ordinal);
        Assert.False(await HasPlan());

        await browser.Send(Form, ("implementation_plan", "Set it, restart"));
        Assert.Equal(200, browser.Status);
        Assert.True(await HasPlan());
    }

    public static TheoryData<string, string> Unkeepable => new()
    {
        { "a\u0007b", "must not hold control characters" },
        { new string('x', 20_001), "must have 20000 characters at most" },
    };

    [Theory]
    [MemberData(nameof(Unkeepable))]
    public async Task AForm_WithATextThatCannotBeKept_IsRefused(string value, string says)
    {
        await browser.Send($"/changes/{number}/withdraw", ("reason", value));
        Assert.Equal(400, browser.Status);
        Assert.Contains(says, browser.Words, StringComparison.Ordinal);
        Assert.Equal("awaiting-approval", (await (await product.As("chen")).Show(number)).Text("state"));
    }

    [Theory]
    [InlineData("2026-03-04T02:00:00+05:00")]
    [InlineData("03/04/2026 02:00")]
    [InlineData("2026-03-04")]
    public async Task ATimeInAnotherForm_IsRefused(string at)
    {
        await Approve();
        await browser.Send($"/changes/{number}/implement", ("at", at));
        Assert.Equal(400, browser.Status);
        Assert.Contains("must be a date and a time in America/New_York", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APickedTime_IsMeantInTheZoneOfWhoPickedIt_WhereverTheServerIs()
    {
        await Approve();
        Assert.Contains("When (America/New_York)", browser.Words, StringComparison.Ordinal);
        await browser.Send($"/changes/{number}/implement", ("at", "2026-03-04T02:00"));
        Assert.Equal(200, browser.Status);
        Assert.Equal("2026-03-04T07:00:00Z", (await (await product.As("chen")).Show(number)).Text("scheduled_start").Replace("+00:00", "Z", StringComparison.Ordinal));
    }

    private string Form => $"/changes/{number}/requirements/Field/implementation_plan";

    private async Task Approve()
    {
        await browser.Send(Form, ("implementation_plan", "Set it, restart"));
        foreach (var person in new[] { "emil", "lena" })
        {
            await (await product.As(person)).Do(number, "approve", new { approved = true });
        }

        await (await product.As("chen")).Do(number, "checklist", new { items = new[] { new { name = "backup" } } });
        await browser.Open($"/changes/{number}");
    }

    private async Task<bool> HasPlan() =>
        (await (await product.As("chen")).Show(number)).Json.GetProperty("fields").TryGetProperty("implementation_plan", out _);
}
