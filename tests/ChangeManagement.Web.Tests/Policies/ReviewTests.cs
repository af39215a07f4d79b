using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Policies;

/// <summary>
/// P1: a policy review that is due is chased. 003 was to be reviewed on 2025-01-15 by the CISO, who is Jade; 002 on 2026-05-04 by Hana.
/// </summary>
public sealed class ReviewTests : IAsyncLifetime
{
    private readonly OperatorFolder folder = new();
    private readonly RunningProduct product;

    public ReviewTests() => product = new RunningProduct(settings: folder.Settings);

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
    public async Task ADueReview_IsAskedOfItsRoleOnce_AndAgainEveryWeek()
    {
        await product.Sweep();
        await product.Sweep();
        Assert.Equal(["Jade"], await Told("Review due"));

        product.Time.Advance(TimeSpan.FromDays(6));
        await product.Sweep();
        Assert.Empty(await Told("Review overdue"));

        product.Time.Advance(TimeSpan.FromDays(1));
        await product.Sweep();
        await product.Sweep();
        Assert.Equal(["Jade"], await Told("Review overdue"));
        var facts = await product.SystemFacts("policy-review-due");
        Assert.Equal([(1, "ciso"), (2, "ciso")], facts.Select(fact => (fact.GetProperty("times").GetInt32(), fact.GetProperty("role").GetString()!)));
    }

    [Fact]
    public async Task AReviewThatIsNotDueYet_IsNotAskedFor_UntilItsDayComes()
    {
        product.Time.AdvanceTo(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));
        await product.Sweep();
        Assert.Equal(["Jade"], await Told("Review due"));
        product.Time.AdvanceTo(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        await product.Sweep();
        Assert.Equal(["Hana", "Jade"], await Told("Review due"));
    }

    [Fact]
    public async Task ManyHosts_AndOnesThatStartAnew_AskOnceTogether()
    {
        var hosts = Enumerable.Range(0, 8).Select(_ => ActivatorUtilities.CreateInstance<PolicyReviews>(product.Services)).ToList();
        await Task.WhenAll(hosts.Select(host => Task.Run(() => Chase(host))));
        await product.Sweep();
        Assert.Single(await product.SystemFacts("policy-review-due"));
        Assert.Equal(["Jade"], await Told("Review due"));
    }

    [Fact]
    public async Task AHostThatDies_BetweenAskingAndTelling_LeavesItToTheNextSweep()
    {
        var dying = ActivatorUtilities.CreateInstance<PolicyReviews>(product.Services, new Silent());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Chase(dying));
        Assert.Empty(await Told("Review due"));

        product.Time.Advance(TimeSpan.FromMinutes(1));
        await product.Sweep();
        await product.Sweep();
        Assert.Single(await product.SystemFacts("policy-review-due"));
        Assert.Equal(["Jade"], await Told("Review due"));
    }

    [Fact]
    public async Task AReviewWhoseRowCannotBeRead_KeepsNoOtherFromBeingAskedFor_AndIsShownToAdministrators()
    {
        product.Time.AdvanceTo(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        var tables = product.Services.GetRequiredService<ITables>();
        await tables.Transact(SystemLog.Table, SystemLog.Stream, [new TableOperation.Put("review-advisory-board", "[]")], CancellationToken.None);
        await product.Sweep();
        Assert.Equal(["Hana"], await Told("Review due"));
        var unfinished = (await product.AsAdministrator().Get("/api/v1/orchestrations/unfinished")).Json.GetProperty("unfinished");
        Assert.Equal("Review of advisory-board", Assert.Single(unfinished.EnumerateArray()).GetProperty("what").GetString());
    }

    [Fact]
    public async Task AReviewThatIsDone_IsNotAskedForAnyMore()
    {
        await product.Sweep();
        folder.Override("advisory-board", "next: 2025-01-15", "next: 2027-01-15");
        await product.NoticeEdits();
        product.Time.Advance(TimeSpan.FromDays(30));
        await product.Sweep();
        Assert.Empty(await Told("Review overdue"));
        Assert.Single(await product.SystemFacts("policy-review-due"));
    }

    [Fact]
    public async Task APolicyThatNamesNobody_IsReviewedByTheAdministrators()
    {
        folder.Override("advisory-board", "yearly, by: ciso", "yearly");
        await product.NoticeEdits();
        await product.Sweep();
        Assert.Equal(["Ada"], await Told("Review due"));
    }

    [Fact]
    public async Task Administrators_SeeWhatIsDue_AndHowOftenPeopleWereReminded()
    {
        await product.Sweep();
        product.Time.Advance(TimeSpan.FromDays(7));
        await product.Sweep();
        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/policies");
        var row = ada.Page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("advisory-board", StringComparison.Ordinal));
        var words = row.QuerySelector("[data-label='Next review']")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("2025-01-15 Due reminded 2 times, last on 2026-03-10", string.Join(' ', words));
        Assert.Single(ada.Page.QuerySelectorAll("tbody .badge.bad"));

        var review = (await product.AsAdministrator().Get("/api/v1/policies")).Json.GetProperty("policies")[0].GetProperty("review");
        Assert.True(review.GetProperty("is_due").GetBoolean());
        Assert.Equal(product.Time.GetUtcNow(), review.GetProperty("reminded_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task TheSystemLog_IsWholeWithWhatRemembersTheReviews()
    {
        await product.Sweep();
        Assert.True((await product.AsAdministrator().Get("/api/v1/audit/verify")).Json.GetProperty("is_whole").GetBoolean());
    }

    /// <summary>Chases the only review that is due at the start.</summary>
    private Task Chase(PolicyReviews host) =>
        host.Chase(Assert.Single(host.Due(product.Time.GetUtcNow())), product.Time.GetUtcNow(), CancellationToken.None);

    private async Task<string[]> Told(string what) =>
    [
        .. (await product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None))
            .Where(message => message.Subject.StartsWith(what + ":", StringComparison.Ordinal))
            .Select(message => message.ToName.Split(' ')[0]).Order(StringComparer.Ordinal),
    ];

    /// <summary>Dies before anybody is told.</summary>
    private sealed class Silent : INotices
    {
        public Task Tell(Policy policy, ReviewChase chase, CancellationToken cancellation) => throw new StoreUnavailableException("It is gone.");

        public Task Tell(Change change, IReadOnlyList<StoredEvent> happened, CancellationToken cancellation) => Task.CompletedTask;
    }
}
