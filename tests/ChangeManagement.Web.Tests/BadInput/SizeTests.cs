using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.BadInput;

/// <summary>What is too large for a row of the register is refused before it is written, and troubles nobody else.</summary>
public sealed class SizeTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task ARequestThatFitsNoRow_IsRefused_AndThoseBesideItAreTaken()
    {
        var client = await product.As("mika");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            client.Submit(Requests.BuildOs("new-feature").With("impacted_tenants", n == 5 ? Tenants(11) : Tenants(1)))));
        var refused = Assert.Single(answers, answer => answer.Status != 201);
        Assert.Equal((400, "invalid-input"), (refused.Status, refused.Text("code")));
        Assert.Contains("at most 200000 fit", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(11, answers.Where(answer => answer.Status == 201).Select(answer => answer.Number).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task ARequestThatGrowsByAmendments_IsRefusedBeforeItFitsNoRow()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("new-feature").With("impacted_tenants", Tenants(8)), "Approval");
        var refused = await walk.Amend("mika", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["description"] = new string('d', 19_000), ["rollback_plan"] = new string('r', 19_000), ["impacted_tenants"] = Tenants(10),
        });
        Assert.Equal((400, "invalid-input"), (refused.Status, refused.Text("code")));
        Assert.Equal(8, (await walk.Change()).GetProperty("fields").GetProperty("impacted_tenants").GetArrayLength());
    }

    private static string[] Tenants(int count) => [.. Enumerable.Range(0, count).Select(n => $"{n}{new string('t', 19_500)}")];
}
