using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Conformance;

namespace ChangeManagement.AzureServices.Tests.Tables;

/// <summary>The whole contract of the tables on Azurite, by connection string.</summary>
public sealed class TableStorageTests : TablesContract, IAsyncLifetime
{
    private ITables? tables;

    protected override ITables Tables => tables!;

    public async Task InitializeAsync()
    {
        var azurite = await AzuriteServer.Shared();
        tables = new TableStorage(new TableStorageSettings { ConnectionString = azurite.ConnectionString }.Connect(), AzuriteServer.NewPrefix());
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
