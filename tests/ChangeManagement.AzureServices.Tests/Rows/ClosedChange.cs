using ChangeManagement.AzureServices.Tests.Products;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.AzureServices.Tests.Rows;

/// <summary>A register in which one change went from request to closure and nothing else happened, and its rows as another client sees them.</summary>
public sealed class ClosedChange : IAsyncLifetime
{
    private RunningProduct product = null!;

    /// <summary>The walk of the change.</summary>
    public Walk Walk { get; private set; } = null!;

    /// <summary>Every row of every table.</summary>
    internal IReadOnlyList<FoundRow> Rows { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var (azurite, prefix) = (await AzuriteServer.Shared(), AzuriteServer.NewPrefix());
        product = ProductOnTables.With(azurite.ConnectionString, prefix: prefix);
        Walk = await Walk.Begin(product, "chen", ChangeManagement.Testing.Walks.Requests.Priority("low"), "pending_approval");
        await Walk.ApproveOpenStages();
        await Walk.AnswerEverythingOpen(before: "implement");
        await Walk.Step("chen", "implement", new { }, "implementing");
        await Walk.AnswerEverythingOpen(before: "complete");
        await Walk.Step("chen", "complete", new { status = "completed", post_implementation_review = "As planned" }, "completed");
        await Walk.AnswerEverythingOpen(before: "close");
        await Walk.AssertClosed();
        await product.Anchor();
        Rows = await OtherClient.Look(azurite.ConnectionString, prefix);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => product.DisposeAsync().AsTask();
}
