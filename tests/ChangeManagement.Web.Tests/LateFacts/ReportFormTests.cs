using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.LateFacts;

/// <summary>The form that reports the work asks for fields with their types, and takes only what the fields take.</summary>
public sealed class ReportFormTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;

    public ReportFormTests() => browser = new Browser(product);

    public Task InitializeAsync() => browser.SignIn("chen");

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task FieldsThatAreOwed_AreChosen_NotWritten()
    {
        var walk = await Walk.Begin(
            product, "chen", Requests.OfficerEmergency().With("emergency_criteria", "critical-vulnerability"), "Approved");
        await walk.Step("chen", "implement");
        var (page, form) = ($"/changes/{walk.Number}", $"/changes/{walk.Number}/complete");
        await browser.Open(page);
        Assert.NotEmpty(browser.Page.QuerySelectorAll($"form[action='{form}'] input[type=checkbox][name='statement.security_areas']"));

        await browser.Send(form, ("status", "completed"), ("notes", "Patched"), ("statement.affected_systems", "not a system"));
        Assert.Equal(400, browser.Status);
        Assert.Contains("not a system", browser.Words, StringComparison.Ordinal);
        await browser.Open(page);
        await browser.Send(
            form, ("status", "completed"), ("notes", "Patched"), ("statement.affected_systems", "website"), ("statement.security_areas", "encryption"));
        Assert.Equal(200, browser.Status);
        Assert.Contains("evidence:security-review", await walk.StillOpen("close"));
        Assert.Equal("website", (await walk.Change()).GetProperty("fields").GetProperty("affected_systems")[0].GetString());
    }
}
