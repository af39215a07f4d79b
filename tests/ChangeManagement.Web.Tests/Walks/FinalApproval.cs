using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Walks;

/// <summary>Decision 10: of 001's four reviews the change manager's comes last; approved is answered when that seat is filled.</summary>
public sealed class FinalApproval : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [InlineData("critical", "emil", "hana")]
    [InlineData("high", "hana", "emil")]
    [InlineData("medium", "emil")]
    [InlineData("low")]
    public async Task Decision10_TheChangeManager_IsAskedOnceTheOthersHaveApproved_AndTheChangeIsApprovedByThatAnswer(string priority, params string[] before)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority(priority), "pending_approval");
        foreach (var person in before)
        {
            Assert.DoesNotContain("change-manager", await WaitedFor(walk));
            Assert.Equal(0, await Asked(walk));
            var refused = await walk.Refused("lena", "approve", new { approved = true }, "heard-last");
            Assert.Contains("The change-manager decides once the others were heard", refused.Text("detail"), StringComparison.Ordinal);
            await walk.Step(person, "approve", new { approved = true }, "pending_approval");
        }

        Assert.Equal(["change-manager"], await WaitedFor(walk));
        Assert.Equal(1, await Asked(walk));
        await walk.Step("lena", "approve", new { approved = true }, "approved");
    }

    [Fact]
    public async Task ADeputy_IsHeardLastToo()
    {
        var walk = await Walk.Begin(product, "lena", Requests.Priority("medium"), "pending_approval");
        await walk.Refused("mika", "approve", new { approved = true }, "heard-last");
        await walk.Step("emil", "approve", new { approved = true }, "pending_approval");
        await walk.Step("mika", "approve", new { approved = true }, "approved");
    }

    [Fact]
    public async Task TheTimeOut_CountsOnceForAllSeats()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("medium"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(71));
        await walk.Step("emil", "approve", new { approved = true }, "pending_approval");
        await product.Pass(TimeSpan.FromHours(1));
        await walk.AssertEnded("expired");
    }

    private async Task<string[]> WaitedFor(Walk walk)
    {
        var listed = (await (await product.As("chen")).Get($"{Client.Changes}?limit=10")).Json.GetProperty("change_requests").EnumerateArray()
            .Single(change => change.GetProperty("number").GetString() == walk.Number);
        return [.. listed.GetProperty("waiting_for").EnumerateArray().Select(role => role.GetString()!)];
    }

    private async Task<int> Asked(Walk walk)
    {
        var messages = await product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None);
        return messages.Count(message => message.ToName == "Lena Fischer"
            && message.Subject.StartsWith($"Approval requested: {walk.Number} ", StringComparison.Ordinal));
    }
}
