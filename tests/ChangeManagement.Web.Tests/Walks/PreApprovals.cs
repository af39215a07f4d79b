using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>W7 under every policy that pre-approves types: two failures in 90 days cost a type its pre-approval, an approved change gives it back.</summary>
public sealed class PreApprovals : IAsyncLifetime
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private readonly RunningProduct product = new(Tuesday);

    public static TheoryData<string, string> Types => new()
    {
        { "gateway-operations", "user-access" },
        { "gateway-operations", "agent-config" },
        { "gateway-operations", "logging" },
        { "advisory-board", "routine-patching" },
        { "advisory-board", "config-update" },
        { "build-os", "dependency-update" },
        { "build-os", "ui-improvement" },
        { "build-os", "documentation-update" },
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Types))]
    public async Task AType_IsLostByItsSecondFailure_AndRegainedByAnApprovedChangeThatSucceeds(string policy, string type)
    {
        await Fail(policy, type);
        Assert.Equal("standard", await ClassOf(policy, type));
        await Fail(policy, type);
        Assert.Equal("normal", await ClassOf(policy, type));

        await Succeed(Request(policy, type));
        Assert.Equal("normal", await ClassOf(policy, type));
        await Succeed(Request(policy, type).With("restores_pre_approval", type));
        Assert.Equal("standard", await ClassOf(policy, type));
    }

    [Theory]
    [InlineData("gateway-operations", "user-access", "logging")]
    [InlineData("advisory-board", "routine-patching", "config-update")]
    [InlineData("build-os", "dependency-update", "ui-improvement")]
    public async Task WorkThatIsPreApprovedItself_RestoresNothing_ItIsApprovedLikeAnyOther(string policy, string lost, string other)
    {
        var walk = await Begin(Request(policy, other).With("restores_pre_approval", lost));
        Assert.Equal("normal", (await walk.Change()).GetProperty("class").GetString());
        Assert.NotEqual("", await walk.OpenSeats());
    }

    [Fact]
    public async Task AnEmergency_RestoresNothing()
    {
        await Fail("gateway-operations", "logging");
        await Fail("gateway-operations", "logging");
        var emergency = await Begin(Requests.GatewayEmergency("service-restoration").With("restores_pre_approval", "logging"));
        await emergency.ApproveOpenStages();
        foreach (var (gate, command) in new[] { ("implement", "implement"), ("complete", "complete") })
        {
            await emergency.AnswerEverythingOpen(before: gate);
            await emergency.Step("goran", command);
        }

        await emergency.ApproveOpenStages();
        await emergency.AnswerEverythingOpen(before: "close");
        await emergency.AssertClosed();
        Assert.Equal("normal", await ClassOf("gateway-operations", "logging"));
    }

    [Theory]
    [InlineData("gateway-operations", "logging")]
    [InlineData("build-os", "ui-improvement")]
    public async Task FailuresThatLieMoreThanNinetyDaysApart_CostNothing(string policy, string type)
    {
        await Fail(policy, type);
        await product.Pass(TimeSpan.FromDays(91));
        await Fail(policy, type);
        Assert.Equal("standard", await ClassOf(policy, type));
    }

    private async Task<string> ClassOf(string policy, string type)
    {
        var walk = await Begin(Request(policy, type));
        var name = (await walk.Change()).GetProperty("class").GetString()!;
        await walk.Step("mika", "withdraw", new { reason = "Only to see its class" });
        return name;
    }

    private async Task Fail(string policy, string type)
    {
        var walk = await Begun(Request(policy, type));
        await walk.Step(await Implementer(walk), "complete", new { status = "failed", reason = "It does not start" });
        await walk.Step(await walk.Owner(), "rollback", new { decision = "keep", reason = "Nothing was changed" });
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("failed");
    }

    private async Task Succeed(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Begun(request);
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(await Implementer(walk), "complete", new { notes = "Done" });
        await walk.AnswerEverythingOpen(before: "close");
        await product.Pass(TimeSpan.FromMinutes(30));
        await walk.AssertClosed();
    }

    private async Task<Walk> Begun(IReadOnlyDictionary<string, object?> request)
    {
        var walk = await Begin(request);
        await walk.AnswerEverythingOpen(before: "approve");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        foreach (var person in new[] { "mika", "ada" })
        {
            if ((await walk.Do(person, "implement")).Status == 200)
            {
                return walk;
            }
        }

        return walk;
    }

    private Task<Walk> Begin(IReadOnlyDictionary<string, object?> request) => Walk.Begin(product, "mika", request);

    private static async Task<string> Implementer(Walk walk) => (await walk.Change()).GetProperty("implementer").GetString()!;

    private static IReadOnlyDictionary<string, object?> Request(string policy, string type) => policy switch
    {
        "gateway-operations" => Requests.Gateway(type),
        "advisory-board" => Requests.Board(Tuesday).With("change_type", type),
        _ => Requests.BuildOs(type),
    };
}
