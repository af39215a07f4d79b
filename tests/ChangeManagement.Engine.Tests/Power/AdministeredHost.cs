using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>An engine on the file of a folder, with parents whose child fails until it is mended, and an admin who brings them to an end.</summary>
internal sealed class AdministeredHost : IAsyncDisposable
{
    /// <summary>Large enough that the log is moved into the file and begun anew in the midst of things.</summary>
    private static readonly string Ballast = $"\"{new string('b', 100_000)}\"";

    private readonly SqliteStore store;
    private readonly SqliteTables tables;
    private readonly WorkflowEngine engine;
    private Exception? fatal;

    private AdministeredHost(string folder, ISet<string> mended)
    {
        store = SqliteStore.Open(Path.Combine(folder, "engine.db"), new StoreOptions { OnFatal = failure => fatal ??= failure });
        tables = new SqliteTables(store);
        var catalog = new WorkflowCatalog()
            .AddActivity<string, string>("falter", (parent, _) =>
            {
                lock (mended)
                {
                    return mended.Contains(parent) ? Task.FromResult("well") : throw new InvalidOperationException("broken");
                }
            })
            .AddWorkflow<string, string>("child-v1", (context, parent) => context.Call<string>("falter", parent))
            .AddWorkflow<int, string>("parent-v1", async (context, _) =>
                await context.WaitFor<string>("bell")
                + await context.CallChild<string>("child-v1", context.InstanceId, $"{context.InstanceId} child"));
        engine = new WorkflowEngine(store, catalog, new VirtualTime(), new EngineOptions { VerifyEvery = 5 });
    }

    /// <param name="folder">Where the file is.</param>
    /// <param name="mended">Instances whose child does not fail any more; locked when it is used.</param>
    public static async Task<AdministeredHost> Open(string folder, ISet<string> mended)
    {
        var host = new AdministeredHost(folder, mended);
        await host.engine.Start();
        return host;
    }

    public async Task Do(Stage stage, string id)
    {
        switch (stage)
        {
            case Stage.Started:
                Assert.NotEqual(StartOutcome.IdTaken, await engine.Start("parent-v1", id, 1, default));
                break;
            case Stage.Rung or Stage.RungAgain:
                Assert.Equal(RaiseOutcome.Accepted, await engine.Raise(id, "bell", "all ", "bell-1", default));
                break;
            case Stage.Rewound:
                Assert.Equal(OperationOutcome.Done, await engine.Rewind(id, "", default));
                break;
            case Stage.Restarted:
                Assert.Equal(OperationOutcome.Done, await engine.Restart(id, "", default));
                break;
            case Stage.Terminated:
                Assert.True(await engine.Terminate(id, "", default));
                break;
            case Stage.Purged:
                Assert.Equal(OperationOutcome.Done, await engine.Purge(id, default));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(stage.ToString());
        }
    }

    /// <summary>Writes to the register and lets everything run as far as it gets.</summary>
    public async Task Settle()
    {
        await tables.Transact("facts", "p", [new TableOperation.Put("ballast", Ballast)], default);
        await engine.WhenIdle();
    }

    /// <summary>Whether what was told is on disk. A purge is the last that happens to an instance, and only after it was terminated.</summary>
    public async Task<bool> Remembers(Stage stage, string id, bool mayBePurged)
    {
        var shown = await engine.Find(id, default);
        return shown is null ? mayBePurged : stage switch
        {
            Stage.Started => true,
            Stage.Rung => shown.Generation > 1 || HasSeen(id),
            Stage.Rewound => shown.Generation >= 2,
            Stage.Restarted => shown.Generation == 3,
            Stage.RungAgain => shown.Generation == 3 && HasSeen(id),
            Stage.Terminated => shown is { Generation: 3, State: WorkflowState.Terminated },
            Stage.Purged => false,
            _ => throw new System.Diagnostics.UnreachableException(stage.ToString()),
        };
    }

    public Task<WorkflowInstance?> Find(string id) => engine.Find(id, default);

    /// <summary>Nothing is left of what has ended or is gone, and the file is whole.</summary>
    public async Task CheckEnd()
    {
        await engine.WhenIdle();
        Assert.Null(fatal);
        Assert.Equal((0, 0), (store.Count(Leftovers.Rows), store.Count(Leftovers.Orphans)));
        Assert.Equal("ok", store.Readers.Read(0, static (database, _) => database.Prepare("PRAGMA integrity_check").One(row => row.Text(0))));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.Stop();
        engine.Dispose();
        store.Dispose();
    }

    private bool HasSeen(string id) => store.Readers.Read(id, static (database, id) => database
        .Prepare("SELECT count(*) FROM seen WHERE event_id='bell-1' AND id=(SELECT id FROM instances WHERE instance=?)")
        .With(id).One(row => row.Int(0))) == 1;
}
