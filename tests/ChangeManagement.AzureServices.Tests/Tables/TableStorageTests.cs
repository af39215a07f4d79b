using System.Collections.Concurrent;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Conformance;

namespace ChangeManagement.AzureServices.Tests.Tables;

/// <summary>The whole contract of the tables on Azurite, by connection string, and what the service refuses and Azurite does not.</summary>
public sealed class TableStorageTests : TablesContract, IAsyncLifetime
{
    private readonly AskedPages pages = new();
    private ITables? tables;

    protected override ITables Tables => tables!;

    public async Task InitializeAsync()
    {
        var azurite = await AzuriteServer.Shared();
        tables = new TableStorage(
            new TableStorageSettings { ConnectionString = azurite.ConnectionString }.Connect(options => options.AddPolicy(pages, HttpPipelinePosition.PerCall)),
            AzuriteServer.NewPrefix());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task APage_IsAskedFor_OfAThousandRowsAtMost()
    {
        await Tables.Query("changes", "p", null, null, 3_000, default);
        await Tables.Query("changes", "p", null, null, 1_001, default);
        await Tables.Query("changes", "p", null, null, 7, default);
        Assert.Equal(["1000", "1000", "7"], pages.Sizes);
    }

    private sealed class AskedPages : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string?> Sizes { get; } = [];

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Get)
            {
                Sizes.Enqueue(HttpUtility.ParseQueryString(message.Request.Uri.Query)["$top"]);
            }
        }
    }
}
