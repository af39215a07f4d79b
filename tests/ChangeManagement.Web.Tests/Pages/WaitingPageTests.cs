using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages;

/// <summary>"Waiting for me" shows what that person may do now, the oldest deadline first, and nothing else.</summary>
public sealed class WaitingPageTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await product.DisposeAsync();

    [Fact]
    public async Task AnApproval_WaitsForWhoFillsASeat_AndNoLongerOnceAnswered()
    {
        await Walk.Begin(product, "chen", Requests.Priority("low"));
        Assert.Contains(await For("lena"), item => item.EndsWith("To decide", StringComparison.Ordinal));
        Assert.DoesNotContain(await For("chen"), item => item.EndsWith("To decide", StringComparison.Ordinal));
        Assert.DoesNotContain(await For("ada"), item => item.EndsWith("To decide", StringComparison.Ordinal));
        await (await product.As("lena")).Do("CHG-2026-001", "approve", new { approved = true });
        Assert.DoesNotContain(await For("lena"), item => item.EndsWith("To decide", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheWork_WaitsForThosePolicyLetsDoIt_NotForTheRequesterWhoMayNot()
    {
        // 000: change implementers do the work.
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("security-config"));
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen("implement");
        Assert.Equal("approved", await walk.State());
        var may = new List<string>();
        foreach (var person in (string[])["ada", "ben", "chen", "goran", "mika", "nora"])
        {
            if ((await For(person)).Any(item => item.StartsWith("Do the work", StringComparison.Ordinal)))
            {
                may.Add(person);
            }
        }

        var implementers = product.Services.GetRequiredService<ChangeManagement.Policies.RulebookShelf>().Current.Directory
            .Holders("change-implementer", product.Time.GetUtcNow()).Select(person => person.Id).ToList();
        Assert.NotEmpty(implementers);
        Assert.DoesNotContain("chen", may);
        Assert.Superset(implementers.ToHashSet(StringComparer.Ordinal), may.ToHashSet(StringComparer.Ordinal));
        foreach (var person in may)
        {
            await product.As(person);
        }

        await walk.Step(may[0], "implement");
        Assert.Contains(await For(may[0]), item => item.StartsWith("Report the work as done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatStandsBeforeTheWorkWithoutAnOwner_WaitsForWhoDoesTheWork()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.ApproveOpenStages();
        Assert.NotEmpty(await walk.StillOpen("implement"));
        Assert.Contains(await For("chen"), item => item.Contains("before the work", StringComparison.Ordinal));
        Assert.DoesNotContain(await For("chen"), item => item.StartsWith("Do the work", StringComparison.Ordinal));
        Assert.DoesNotContain(await For("mika"), item => item.Contains("before the work", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDecisionOnARollback_WaitsForWhoMayKeepTheChange_AndAfterAMissedLimitForTheNextToo()
    {
        var tuesday = new DateTimeOffset(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);
        await using var early = new RunningProduct(tuesday);
        var walk = await Walk.Begin(early, "chen", Requests.Board(tuesday));
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen("implement");
        await walk.Step("chen", "implement");
        await walk.Step("mika", "problems", new { severity = "high", description = "Errors everywhere" });
        var everybody = (string[])["ada", "ben", "chen", "dana", "emil", "fatima", "goran", "hana", "ivan", "jade", "kofi", "lena", "mika", "nora", "omar", "priya"];
        var first = await Asked(early, everybody);
        Assert.NotEmpty(first);
        await early.Pass(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        var later = await Asked(early, everybody);
        Assert.Superset(first, later);
        Assert.True(later.Count > first.Count, $"{string.Join(", ", first)} / {string.Join(", ", later)}");
        foreach (var person in everybody.Except(later))
        {
            await walk.Refused(person, "rollback", new { decision = "keep", reason = "It stays" }, "not-your-task");
        }

        await walk.Step(later.Except(first).First(), "rollback", new { decision = "keep", reason = "It stays" });
        Assert.Empty(await Asked(early, everybody));
    }

    [Fact]
    public async Task TheOldestDeadline_ComesFirst()
    {
        await Walk.Begin(product, "chen", Requests.Priority("low").With("title", "Sooner"));
        await product.Pass(TimeSpan.FromHours(1));
        await Walk.Begin(product, "chen", Requests.Priority("low").With("title", "Later"));
        using var browser = new Browser(product);
        await browser.SignIn("lena");
        await browser.Open("/waiting");
        var due = browser.Page.QuerySelectorAll(".waiting time").Select(time => time.GetAttribute("datetime")!).ToList();
        Assert.True(due.Count >= 2, browser.Words);
        Assert.Equal(due.Order(StringComparer.Ordinal), due);
    }

    [Fact]
    public async Task AChangeOnHold_OrEnded_WaitsForNobody()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("low"));
        await walk.Step("chen", "hold", new { reason = "Not yet" });
        Assert.Empty(await For("lena"));
        Assert.Empty(await For("chen"));
        await walk.Step("chen", "resume");
        Assert.NotEmpty(await For("lena"));
        await walk.Step("chen", "withdraw", new { reason = "Never" });
        Assert.Empty(await For("lena"));
    }

    [Fact]
    public async Task ThePage_ReadsOnlyTheChangesThatMayConcernThePerson_HoweverManyAreOpen()
    {
        var counted = new CountedTables();
        await using var busy = new RunningProduct(tables: counted.Around);
        for (var i = 0; i < 12; i++)
        {
            await Walk.Begin(busy, "chen", Requests.Priority("low"));
        }

        using var browser = new Browser(busy);
        await browser.SignIn("nora");
        counted.Reads = 0;
        await browser.Open("/waiting");
        Assert.Contains("Nothing waits for you", browser.Words, StringComparison.Ordinal);
        var idle = counted.Reads;
        for (var i = 0; i < 12; i++)
        {
            await Walk.Begin(busy, "chen", Requests.Priority("low"));
        }

        counted.Reads = 0;
        await browser.Open("/waiting");
        Assert.Equal(idle, counted.Reads);
    }

    private async Task<List<string>> For(string person) => await For(product, person);

    private static async Task<HashSet<string>> Asked(RunningProduct product, IEnumerable<string> people)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            if ((await For(product, person)).Any(item => item.StartsWith("Decide whether to roll back", StringComparison.Ordinal)))
            {
                asked.Add(person);
            }
        }

        return asked;
    }

    private static async Task<List<string>> For(RunningProduct product, string person)
    {
        using var browser = new Browser(product);
        await browser.SignIn(person);
        await browser.Open("/waiting");
        Assert.Equal(200, browser.Status);
        return [.. browser.Page.QuerySelectorAll(".waiting li").Select(item => $"{item.QuerySelector("a")!.TextContent} {item.QuerySelector(".badge")!.TextContent}")];
    }
}
