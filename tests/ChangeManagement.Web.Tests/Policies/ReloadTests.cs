using System.Text.Json;
using ChangeManagement.Testing;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Policies;

/// <summary>P2: an operator's edit comes in force for new changes; one with errors does not, and administrators see every error and its place.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private readonly OperatorFolder folder = new();
    private readonly RunningProduct product;

    public ReloadTests() => product = new RunningProduct(settings: folder.Settings);

    public Task InitializeAsync()
    {
        product.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await product.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task AGoodEdit_IsInForceForNewChanges_AndLeavesOthersTheirPolicy()
    {
        var before = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        var pinned = Pin(await before.Change());

        folder.Override("priority-approval", "impact_scope: recommended", "impact_scope: required");
        await product.NoticeEdits();

        var refused = await (await product.As("chen")).Submit(Requests.Priority("low"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("impact_scope", refused.Body, StringComparison.Ordinal);
        var after = await Walk.Begin(product, "chen", Requests.Priority("low").With("impact_scope", "One service"), "pending_approval");
        Assert.Equal((await Policy("priority-approval")).GetProperty("digest").GetString(), Pin(await after.Change()));
        Assert.NotEqual(pinned, Pin(await after.Change()), StringComparer.Ordinal);

        await before.ApproveOpenStages();
        await before.AnswerEverythingOpen(before: "implement");
        await before.Step("chen", "implement", new { }, "implementing");
        Assert.Equal(pinned, Pin(await before.Change()));
    }

    [Fact]
    public async Task ABadEdit_LeavesTheLastGoodVersionInForce_AndAdministratorsSeeEveryErrorAndItsPlace()
    {
        var digest = (await Policy("priority-approval")).GetProperty("digest").GetString();
        folder.Override("priority-approval", "impact_scope: recommended", "impact_scop: required");
        folder.Override("security-officer", "2026-05-04\n  by: security-officer", "2026-05-04\n  by: security-oficer");
        await product.NoticeEdits();

        Assert.Equal(digest, (await Policy("priority-approval")).GetProperty("digest").GetString());
        await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        var errors = await Errors();
        Assert.Equal(
            [
                ("priority-approval.yaml", "unknown field 'impact_scop'; did you mean 'impact_scope'?"),
                ("security-officer.yaml", "unknown role 'security-oficer'; did you mean 'security-officer'?"),
            ],
            errors.Select(error => (Path.GetFileName(error.GetProperty("file").GetString()!), error.GetProperty("message").GetString()!)));
        Assert.Equal((10, 7), Place(errors[1]));

        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/policies");
        Assert.Contains("The edited files are not in force; the last good version is.", ada.Words, StringComparison.Ordinal);
        Assert.Contains("security-officer.yaml, line 10, column 7: unknown role 'security-oficer'; did you mean 'security-officer'?", ada.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACorrectedEdit_IsInForce_AndTheErrorsAreGone()
    {
        folder.Override("priority-approval", "impact_scope: recommended", "impact_scop: required");
        await product.NoticeEdits();
        Assert.Single(await Errors());

        folder.Override("priority-approval", "version: \"2025-01-27\"", "version: \"2026-03-03\"");
        await product.NoticeEdits();
        Assert.Empty(await Errors());
        Assert.Equal("2026-03-03", (await Policy("priority-approval")).GetProperty("version").GetString());
    }

    [Fact]
    public async Task EveryAttempt_IsInTheSystemLog_AndLookingWithoutAnEditIsNone()
    {
        await product.NoticeEdits();
        folder.Override("priority-approval", "impact_scope: recommended", "impact_scop: required");
        await product.NoticeEdits();
        await product.NoticeEdits();
        var refused = Assert.Single(await product.SystemFacts("policies-reload-refused"));
        Assert.Equal("unknown field 'impact_scop'; did you mean 'impact_scope'?", refused.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Empty(await product.SystemFacts("policies-reloaded"));

        folder.Remove("priority-approval.yaml");
        await product.NoticeEdits();
        await product.NoticeEdits();
        var reloaded = Assert.Single(await product.SystemFacts("policies-reloaded"));
        Assert.Equal(5, reloaded.GetProperty("in_force").GetArrayLength());
        Assert.True((await product.AsAdministrator().Get("/api/v1/audit/verify")).Json.GetProperty("is_whole").GetBoolean());
    }

    [Fact]
    public async Task AFileThatIsStillBeingWritten_IsLeftAlone_UntilTwoLooksSeeTheSame()
    {
        folder.Write("house.yaml", "policy: hou");
        await Look();
        folder.Write("house.yaml", "policy: house\ntitle: Half a");
        await Look();
        Assert.Empty(await product.SystemFacts("policies-reload-refused"));
        folder.Remove("house.yaml");
        folder.Override("priority-approval", "version: \"2025-01-27\"", "version: \"2026-03-03\"");
        await Look();
        Assert.Equal("2025-01-27", (await Policy("priority-approval")).GetProperty("version").GetString());
        await Look();
        Assert.Equal("2026-03-03", (await Policy("priority-approval")).GetProperty("version").GetString());
    }

    [Fact]
    public async Task AnEditOfTheDirectory_CountsForWhoeverDecidesNext()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"), "pending_approval");
        await walk.Refused("nora", "approve", new { approved = true }, "not-your-seat");
        folder.EditDirectory("change-manager: { held-by: [ lena ]", "change-manager: { held-by: [ nora ]");
        await product.NoticeEdits();
        await walk.Step("nora", "approve", new { approved = true });

        folder.EditDirectory("change-manager:", "change-manger:");
        await product.NoticeEdits();
        Assert.All(await Errors(), error => Assert.Equal(
            "nobody holds the role 'change-manager' in directory.yaml; did you mean 'change-manger'?", error.GetProperty("message").GetString()));
        Assert.NotEmpty(await Errors());
    }

    [Fact]
    public async Task AFolderThatIsLost_IsAnError_AndLeavesItsPoliciesInForce()
    {
        folder.Override("priority-approval", "version: \"2025-01-27\"", "version: \"2026-03-03\"");
        await product.NoticeEdits();
        folder.Lose();
        await product.NoticeEdits();
        Assert.Equal("2026-03-03", (await Policy("priority-approval")).GetProperty("version").GetString());
        Assert.Equal("the folder does not exist", Assert.Single(await Errors()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task ADefaultPolicyThatIsTakenAway_IsRefused()
    {
        folder.Write("house.yaml", Shipped.Policy("priority-approval").Text.Replace("policy: priority-approval", "policy: house", StringComparison.Ordinal));
        await using var house = new RunningProduct(settings: new Dictionary<string, string>(folder.Settings, StringComparer.Ordinal) { ["Policies:Default"] = "house" });
        Assert.Equal(201, (await (await house.As("chen")).Submit(Requests.Priority("low").With("policy", null))).Status);
        folder.Remove("house.yaml");
        await house.NoticeEdits();
        var error = Assert.Single((await Standing(house)).GetProperty("last_reload").GetProperty("errors").EnumerateArray());
        Assert.StartsWith("the default policy 'house' would no longer be in force", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(201, (await (await house.As("chen")).Submit(Requests.Priority("low").With("policy", null))).Status);
    }

    [Fact]
    public async Task Policies_AreShownToAdministratorsAlone()
    {
        Assert.Equal(403, (await (await product.As("chen")).Get("/api/v1/policies")).Status);
        using var chen = new Browser(product);
        await chen.SignIn("chen");
        await chen.Open("/policies");
        Assert.Equal("/forbidden", chen.Path.Split('?')[0]);

        var officer = await Policy("security-officer");
        Assert.Equal(("Security Officer", "2026-05-04"), (officer.GetProperty("owner").GetString(), officer.GetProperty("review").GetProperty("next").GetString()));
        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/policies");
        Assert.Equal(5, ada.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(officer.GetProperty("digest").GetString()![..12], ada.Words, StringComparison.Ordinal);
    }

    private Task Look() => product.Services.GetRequiredService<RulebookWatch>().Look(CancellationToken.None);

    private static string Pin(JsonElement change) => change.GetProperty("policy").GetProperty("digest").GetString()!;

    private static async Task<JsonElement> Standing(RunningProduct product) => (await product.AsAdministrator().Get("/api/v1/policies")).Json;

    private async Task<JsonElement> Policy(string id) =>
        (await Standing(product)).GetProperty("policies").EnumerateArray().Single(policy => policy.GetProperty("id").GetString() == id);

    private async Task<JsonElement[]> Errors() =>
        [.. (await Standing(product)).GetProperty("last_reload").GetProperty("errors").EnumerateArray()];

    private static (int Line, int Column) Place(JsonElement error) => (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32());
}
