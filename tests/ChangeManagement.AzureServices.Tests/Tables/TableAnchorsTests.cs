using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>Anchors lie in an account where the host may only add: what was written there is never written again.</summary>
public sealed class TableAnchorsTests : IAsyncLifetime
{
    private readonly RecordedRequests requests = new();
    private TableAnchors anchors = null!;

    public async Task InitializeAsync()
    {
        var azurite = await AzuriteServer.Shared();
        var settings = new TableStorageSettings { ConnectionString = azurite.ConnectionString, TablePrefix = AzuriteServer.NewPrefix() };
        anchors = new TableAnchors(new TableStorage(
            settings.Connect(options => options.AddPolicy(requests, HttpPipelinePosition.PerCall)), settings.TablePrefix));
        // What infra/ does: the host itself may make no table there.
        await anchors.Append(0, ["line 0"], CancellationToken.None);
        requests.Kinds.Clear();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lines_AreReadInTheirOrder_FromAnyOneOn_OverManyPages()
    {
        var lines = Enumerable.Range(0, 1150).Select(n => $"line {n}").ToList();
        await anchors.Append(1, lines[1..500], CancellationToken.None);
        await anchors.Append(500, lines[500..], CancellationToken.None);
        Assert.Equal(lines, await Read(0));
        Assert.Equal(lines[1149..], await Read(1149));
        Assert.Empty(await Read(1150));
    }

    [Fact]
    public async Task ALineThatAnotherHostHasWritten_IsNotOverwritten()
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => anchors.Append(0, ["forged", "line 1"], CancellationToken.None));
        Assert.StartsWith("Another host has anchored", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["line 0"], await Read(0));
    }

    [Fact]
    public async Task NothingButReadingAndAdding_IsAskedOfTheAccount()
    {
        await anchors.Append(1, ["line 1"], CancellationToken.None);
        await anchors.Append(2, [.. Enumerable.Range(2, 250).Select(n => $"line {n}")], CancellationToken.None);
        await Read(0);
        Assert.Equal(["GET", "POST", "POST in a batch"], requests.Kinds.Distinct().Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> Read(long from) => await anchors.ReadLines(from, CancellationToken.None).ToListAsync();

    /// <summary>Which verbs were sent, those inside of batches too.</summary>
    private sealed class RecordedRequests : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Kinds { get; } = [];

        public override void OnSendingRequest(HttpMessage message)
        {
            if (!message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
            {
                Kinds.Enqueue(message.Request.Method.Method);
                return;
            }

            using var body = new MemoryStream();
            message.Request.Content!.WriteTo(body, CancellationToken.None);
            var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
            foreach (var line in text.Split('\n').Where(line => line.TrimEnd().EndsWith(" HTTP/1.1", StringComparison.Ordinal)))
            {
                Kinds.Enqueue($"{line[..line.IndexOf(' ', StringComparison.Ordinal)]} in a batch");
            }
        }
    }
}
