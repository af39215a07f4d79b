using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Pages.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.EndToEnd.Messages;

/// <summary>Messages of every sort that has looks of its own, made by the lives of changes in a running product.</summary>
public sealed class Samples : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Dictionary<string, Message> messages = new(StringComparer.Ordinal);

    /// <summary>The names of the samples.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "request", "requested-again", "superseded", "urgent", "rejected", "hostile", "emergency", "rollback", "duty-overdue", "digest", "help", "sign-in",
        "review",
    ];

    /// <summary>The message of a name.</summary>
    public Message this[string name] => messages[name];

    public async Task InitializeAsync()
    {
        await KeepApprovals();
        await KeepEmergency();
        await KeepHostile();
        var people = product.Services.GetRequiredService<RulebookShelf>().Current.Directory;
        var lena = people.Find("lena")!;
        messages["digest"] = DigestMessages.Of(lena, await Waiting("lena"), isComplete: true, product.Time.GetUtcNow());
        messages["sign-in"] = SignInMessages.Of(lena, $"/sign-in/{new string('k', 32)}", product.Time.GetUtcNow());
        var board = product.Services.GetRequiredService<RulebookShelf>().Current.Policies["advisory-board"];
        messages["review"] = ReviewMessages.Of(
            board, new ReviewChase(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 8), product.Time.GetUtcNow(), Times: 2, IsTold: false), lena);
        Assert.Equal(Names.Order(StringComparer.Ordinal), messages.Keys.Order(StringComparer.Ordinal));
    }

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    private static Dictionary<string, object?> SearchRelease { get; } = new(StringComparer.Ordinal)
    {
        ["policy"] = "advisory-board",
        ["title"] = "Release the new search to all regions",
        ["description"] = "Search by meaning replaces search by words. The index is built beside the old one and switched region by region.",
        ["justification"] = "One search in five comes back empty",
        ["touches"] = new[] { "application" },
        ["affected_systems"] = new[] { "public-api" },
        ["impact_analysis"] = "Searches may be slower for an hour after the switch",
        ["systems_affected"] = "medium",
        ["user_impact"] = "high",
        ["data_risk"] = "medium",
        ["reversibility"] = "high",
        ["security_impact"] = "medium",
        ["test_plan"] = "Search for a hundred known things",
        ["rollback_plan"] = "Deploy the version before; the old index stays until the review.",
        ["implementation_plan"] = "Deploy region by region",
        ["scheduled_start"] = new DateTimeOffset(2026, 3, 17, 10, 0, 0, TimeSpan.Zero),
        ["owner"] = "dana",
    };

    private static Dictionary<string, object?> Outage { get; } = new(StringComparer.Ordinal)
    {
        ["policy"] = "advisory-board",
        ["title"] = "Bring the API back",
        ["description"] = "Restart with the old pool size",
        ["emergency_criteria"] = "production-down",
        ["impact_analysis"] = "Nobody can sign in",
        ["affected_systems"] = new[] { "public-api" },
        ["owner"] = "dana",
    };

    private async Task KeepApprovals()
    {
        var walk = await Walk.Begin(product, "chen", SearchRelease);
        messages["request"] = await Last(walk, MessageKind.Request);
        await walk.Step("ada", "approve", new { approved = true });
        await walk.Do("mika", "approve", new { approved = true });
        var amended = await walk.Amend("chen", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["rollback_plan"] = "Deploy the version before, then load the old index from the backup of 02:00.",
            ["data_risk"] = "high",
        });
        Assert.Equal(200, amended.Status);
        messages["superseded"] = await Last(walk, MessageKind.Superseded);
        messages["requested-again"] = (await Told.Messages(product, walk.Number)).Last(message => message is { Kind: MessageKind.Request, Differences.IsEmpty: false });
        while ((await Told.Messages(product, walk.Number)).All(message => message.Kind is not MessageKind.Escalation))
        {
            await product.Pass(TimeSpan.FromHours(12));
        }

        messages["urgent"] = await Last(walk, MessageKind.Escalation);
        messages["help"] = await Help(walk);
        var rejected = await Walk.Begin(product, "chen", SearchRelease);
        await rejected.Step("mika", "approve", new { approved = false, comments = "The old index was never restored from a backup. Try that first." });
        await rejected.Do("ben", "approve", new { approved = false, comments = "I agree with Mika." });
        messages["rejected"] = await Last(rejected, MessageKind.Decision);
    }

    private async Task KeepEmergency()
    {
        var walk = await Walk.Begin(product, "chen", Outage);
        messages["emergency"] = (await Told.Messages(product, walk.Number)).Where(message => message.Kind is MessageKind.Emergency).MaxBy(message => message.Items.Length)!;
        await walk.ApproveOpenStages();
        await walk.Step("dana", "implement", new { implementation_plan = "Restart" });
        await walk.Step("dana", "problems", new { severity = "high", description = "Sign-in is slower than before the restart" });
        messages["rollback"] = await Last(walk, MessageKind.Rollback);
        await product.Pass(TimeSpan.FromDays(14));
        messages["duty-overdue"] = await Last(walk, MessageKind.DutyOverdue);
    }

    private async Task KeepHostile()
    {
        var request = new Dictionary<string, object?>(SearchRelease, StringComparer.Ordinal)
        {
            ["title"] = Hostile.Text,
            ["description"] = $"{Hostile.Text}\n{new string('W', 300)}",
            ["rollback_plan"] = string.Concat(Enumerable.Repeat("Ä long plan that goes on. ", 700)),
        };
        messages["hostile"] = await Last(await Walk.Begin(product, "chen", request), MessageKind.Request);
    }

    private async Task<Message> Help(Walk walk)
    {
        var change = (await product.Services.GetRequiredService<ChangeStreams>().Load(walk.Number, CancellationToken.None))!.Change;
        var asked = messages["request"];
        var secrets = new ApprovalSecrets(asked.Action!.Path.Split('/')[^1], asked.Code!, asked.ReplyKey!);
        return HelpMessages.Of(asked.To, "a-mail", HelpTopic.Unclear, detail: "", change, secrets, product.Time.GetUtcNow());
    }

    private async Task<IReadOnlyList<WaitingItem>> Waiting(string person)
    {
        var desk = product.Services.GetRequiredService<ChangeDesk>();
        var items = new List<WaitingItem>();
        foreach (var number in (string[])["CHG-2026-001", "CHG-2026-003", "CHG-2026-004"])
        {
            var change = (await desk.Find(number, CancellationToken.None))!;
            items.AddRange(WaitingItem.Of(
                change, await desk.CircumstancesOf(change, Actor.Person(person), product.Time.GetUtcNow(), CancellationToken.None)));
        }

        return [.. items.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue)];
    }

    private async Task<Message> Last(Walk walk, MessageKind kind)
    {
        var told = await Told.Messages(product, walk.Number);
        return told.LastOrDefault(message => message.Kind == kind)
            ?? throw new InvalidOperationException($"No {kind} among {string.Join(", ", told.Select(message => $"{message.Kind} to {message.To.Id}: {message.Because}"))}");
    }
}
