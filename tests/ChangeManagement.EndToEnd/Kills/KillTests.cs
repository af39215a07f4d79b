using System.Collections.Immutable;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Web.Notifications;

namespace ChangeManagement.EndToEnd.Kills;

/// <summary>Q2: nothing acknowledged is lost and nothing is done twice, wherever the process is killed.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private static readonly TimeSpan LaterByEachStep = TimeSpan.FromMilliseconds(3);
    private ServerProcess server = null!;

    public async Task InitializeAsync() => server = await ServerProcess.Run();

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task ANormalChange_KilledAfterEveryAnswer_LosesNothing()
    {
        var journey = new Journey(server);
        await journey.WalkKilledAfterEachAnswer(Walks.Normal);
        await AssertWhole(journey, Walks.NormalHistory, NormalMail);
    }

    [Fact]
    public async Task ANormalChange_KilledWithinEveryCall_DoesNothingTwice()
    {
        var journey = new Journey(server);
        await journey.WalkKilledWithinEachCall(Walks.Normal, LaterByEachStep);
        await AssertWhole(journey, Walks.NormalHistory, NormalMail);
    }

    [Fact]
    public async Task AnEmergency_KilledAfterEveryAnswer_LosesNothing()
    {
        var journey = new Journey(server);
        await journey.WalkKilledAfterEachAnswer(Walks.Emergency);
        await AssertWhole(journey, Walks.EmergencyHistory, EmergencyMail);
    }

    [Fact]
    public async Task AnEmergency_KilledWithinEveryCall_DoesNothingTwice()
    {
        var journey = new Journey(server);
        await journey.WalkKilledWithinEachCall(Walks.Emergency, LaterByEachStep);
        await AssertWhole(journey, Walks.EmergencyHistory, EmergencyMail);
    }

    /// <summary>The requester, the owner of the system, and those whom 001's configuration notifies: change manager, security, engineering.</summary>
    private static readonly string[] Told =
        ["Chen Wei", "Ada Moreau", "Lena Fischer", "Hana Sato", "Ivan Petrov", "Ben Okafor", "Dana Novak"];

    private static readonly string[] News = ["Approved", "Implementation started", "Completed", "Closed"];

    private static readonly ImmutableArray<string> NormalMail =
    [
        "Emil Larsen: Approval requested", "Lena Fischer: Approval requested",
        .. News.SelectMany(news => Told.Select(person => $"{person}: {news}")),
    ];

    private static readonly ImmutableArray<string> EmergencyMail =
    [
        "Ben Okafor: Emergency raised", "Fatima Haddad: Emergency raised", "Fatima Haddad: Approval requested", "Ben Okafor: Approved", "Ben Okafor: Implementation started",
        "Ben Okafor: Completed", "Ben Okafor: Closed",
    ];

    private async Task AssertWhole(Journey journey, IReadOnlyList<string> actions, ImmutableArray<string> mail)
    {
        Assert.Equal("completed", await journey.WorkflowAtRest());
        await journey.UntilEverybodyIsTold();
        var history = await journey.History();
        Assert.Equal(actions, history.Select(entry => entry.Action));
        Assert.Equal(Enumerable.Range(1, actions.Count).Select(n => (long)n), history.Select(entry => entry.Seq));
        Assert.EndsWith("-001", journey.Number, StringComparison.Ordinal);

        var audit = await server.CallAsAdministrator(HttpMethod.Get, "/api/v1/audit/verify");
        Assert.True(audit.Json.GetProperty("is_whole").GetBoolean(), audit.Body);
        Assert.Equal(1, audit.Json.GetProperty("changes").GetInt64());

        await server.Kill();
        var messages = await Mail(journey.Number);
        Assert.Equal(mail.Order(StringComparer.Ordinal), messages.Order(StringComparer.Ordinal));
    }

    /// <summary>What lies in the mailbox about the change, read from the file once its owner is gone.</summary>
    private async Task<IEnumerable<string>> Mail(string number)
    {
        var about = $": {number}";
        using var store = SqliteStore.Open(Path.Combine(server.DataPath, "changes.db"));
        var messages = await new Mailbox(new SqliteTables(store)).List(1000, CancellationToken.None);
        return
        [
            .. from message in messages
               let end = message.Subject.IndexOf(about, StringComparison.Ordinal)
               where end >= 0
               select $"{message.ToName}: {message.Subject[..end]}",
        ];
    }
}
