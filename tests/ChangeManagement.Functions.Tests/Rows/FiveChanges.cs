using System.Net.Http.Json;
using System.Text.Json;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;
using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Functions.Tests.Rows;

/// <summary>
/// A register in which one change of each policy went through the functions to its end, each in another way, and one more waits. The timers have swept and
/// anchored. Then every row is read by another client, and all that they are compared with by the product's API and from its messages.
/// </summary>
public sealed class FiveChanges : IAsyncLifetime
{
    /// <summary>The longest text that a field takes: two of them do not fit into one property of a row.</summary>
    private const int LongestText = 20_000;

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    private RunningProduct product = null!;

    /// <summary>Every row of every table.</summary>
    internal IReadOnlyList<FoundRow> Rows { get; private set; } = [];

    /// <summary>The changes as the API shows them, in the order of their numbers.</summary>
    internal IReadOnlyList<ShownChange> Changes { get; private set; } = [];

    /// <summary>The tokens as the API shows them, each with its secret.</summary>
    internal IReadOnlyList<(string Id, string Secret)> Tokens { get; private set; } = [];

    /// <summary>Every message that was sent.</summary>
    internal IReadOnlyList<Message> Messages { get; private set; } = [];

    /// <summary>The secrets of the approvals that were asked for, by the number of their change.</summary>
    internal ILookup<string, ApprovalSecrets> Links { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var (azurite, prefix) = (await AzuriteServer.Shared(), AzuriteServer.NewPrefix());
        FunctionsHost functions = null!;
        product = new RunningProduct(Tuesday, (time, token) => functions = Task.Run(() => FunctionsHost.Open(time, token, azurite.ConnectionString, prefix)).Result);
        string[] numbers = [await Standard(), await Emergency(), await Major(), await RolledBack(), await Rejected(), await Open()];
        // To the morning of those who are in New York.
        await product.Pass(TimeSpan.FromHours(2));
        await functions.Fire("digest");
        await functions.Fire("sweep");
        await product.Settle();
        await functions.Fire("anchor");

        Changes = await Task.WhenAll(numbers.Select(Show));
        Tokens = await ShowTokens();
        Rows = await OtherClient.Look(azurite.ConnectionString, prefix);
        Messages = [.. (await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None)).Select(letter => letter.Message)];
        Links = await OpenLinks();
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    /// <summary>000: pre-approved, by its requester alone.</summary>
    private async Task<string> Standard()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Gateway("agent-config"), "Approved");
        await Work(walk, "chen");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
        return walk.Number;
    }

    /// <summary>001: done at once and ratified afterwards.</summary>
    private async Task<string> Emergency()
    {
        var walk = await Walk.Begin(product, "chen", Requests.PriorityEmergency(), "approved");
        await Work(walk, "chen");
        await walk.AnswerEverythingOpen(before: "close");
        Assert.Equal(2, (await walk.ApproveOpenStages()).Length);
        await walk.AssertClosed();
        return walk.Number;
    }

    /// <summary>002: reviewed technically, then approved by the security officer.</summary>
    private async Task<string> Major()
    {
        var walk = await Walk.Begin(product, "chen", Requests.Officer("major"), "Requested");
        await walk.AnswerEverythingOpen(before: "approve");
        Assert.Equal(2, (await walk.ApproveOpenStages()).Length);
        await Work(walk, "chen");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed();
        return walk.Number;
    }

    /// <summary>003: a normal change with much to read, whose work failed.</summary>
    private async Task<string> RolledBack()
    {
        var request = Requests.Board(Tuesday).With("description", new string('ä', LongestText)).With("rollback_plan", new string('ö', LongestText));
        var walk = await Walk.Begin(product, "chen", request, "awaiting-approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement");
        await walk.Step("chen", "complete", new { status = "failed", reason = "The index is too large" });
        await walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Searches time out" });
        await product.Pass(TimeSpan.FromMinutes(10));
        await walk.Step("chen", "rollback/complete");
        await walk.AnswerEverythingOpen(before: "close");
        await walk.AssertClosed("rolled_back");
        return walk.Number;
    }

    /// <summary>004: a normal change that one of its approvers did not want.</summary>
    private async Task<string> Rejected()
    {
        var walk = await Walk.Begin(product, "mika", Requests.BuildOs("new-feature"), "Approval");
        await walk.Step("ada", "approve", new { approved = false, comments = "Not this week" });
        await walk.AssertEnded("rejected");
        return walk.Number;
    }

    /// <summary>001: asked for and approved once, by calls with keys, and still to be approved by the change manager.</summary>
    private async Task<string> Open()
    {
        var asked = await Keyed("chen", "", Requests.Priority("medium"));
        await Keyed("emil", $"/{asked.Number}/approve", new { approved = true });
        return asked.Number;
    }

    private async Task Work(Walk walk, string person)
    {
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(person, "implement");
        await product.Pass(TimeSpan.FromMinutes(3));
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(person, "complete", new { notes = "As planned" });
    }

    private async Task<Answer> Keyed(string person, string path, object body)
    {
        var answer = await (await product.As(person)).Send(
            HttpMethod.Post, Client.Changes + path, JsonContent.Create(body, body.GetType()), ("Idempotency-Key", $"once by {person}"));
        Assert.True(answer.Status is 200 or 201, answer.Body);
        return answer;
    }

    private async Task<ShownChange> Show(string number)
    {
        var chen = await product.As("chen");
        var (whole, history) = (await chen.Show(number), await chen.Get($"{Client.Changes}/{number}/history"));
        return new ShownChange(number, whole.Json, [.. history.Json.GetProperty("history").EnumerateArray()]);
    }

    /// <summary>The tests' own client has the secrets: the product shows each of them once.</summary>
    private async Task<(string Id, string Secret)[]> ShowTokens()
    {
        var all = (await product.AsAdministrator().Get("/api/v1/tokens")).Json.GetProperty("tokens").EnumerateArray();
        return await Task.WhenAll(all.Select(async token =>
        {
            var (id, name) = (token.GetProperty("id").GetString()!, token.GetProperty("name").GetString()!);
            var client = id == "bootstrap" ? product.AsAdministrator() : await product.As(name);
            return (id, client.Http.DefaultRequestHeaders.Authorization!.Parameter!);
        }));
    }

    private async Task<ILookup<string, ApprovalSecrets>> OpenLinks()
    {
        var links = product.Services.GetRequiredService<ApprovalLinks>();
        var opened = new Dictionary<string, (string Number, ApprovalSecrets Secrets)>(StringComparer.Ordinal);
        foreach (var token in Messages.Select(message => message.Action?.Path).OfType<string>().Where(path => path.StartsWith("/approvals/", StringComparison.Ordinal)))
        {
            var link = (await links.Find(token["/approvals/".Length..], CancellationToken.None))!;
            opened[token] = (link.Number, await links.Open(link, CancellationToken.None));
        }

        return opened.Values.ToLookup(link => link.Number, link => link.Secrets, StringComparer.Ordinal);
    }
}

/// <summary>A change as the API shows it.</summary>
/// <param name="History">Its entries, in order.</param>
internal sealed record ShownChange(string Number, JsonElement Whole, IReadOnlyList<JsonElement> History);
