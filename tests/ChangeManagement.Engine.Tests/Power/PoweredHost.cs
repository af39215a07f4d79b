using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>An engine and a register on the file of a folder, and what callers do with them.</summary>
internal sealed class PoweredHost : IAsyncDisposable
{
    /// <summary>Large enough that the log is moved into the file and begun anew in the midst of things.</summary>
    private static readonly string Ballast = $"\"{new string('b', 300_000)}\"";

    private readonly SqliteStore store;
    private readonly SqliteTables tables;
    private readonly WorkflowEngine engine;
    private Exception? fatal;

    private PoweredHost(string folder)
    {
        store = SqliteStore.Open(Path.Combine(folder, "engine.db"), new StoreOptions { OnFatal = failure => fatal ??= failure });
        tables = new SqliteTables(store);
        var catalog = new WorkflowCatalog()
            .AddActivity<string, string>("echo", (text, _) => Task.FromResult(text))
            .AddWorkflow<int, string>("test-v1", async (context, count) =>
            {
                var heard = "";
                for (var i = 0; i < count; i++)
                {
                    heard += await context.Call<string>("echo", await context.WaitFor<string>("bell"));
                }

                return heard;
            });
        engine = new WorkflowEngine(store, catalog, new VirtualTime(), new EngineOptions { VerifyEvery = 5 });
    }

    public static async Task<PoweredHost> Open(string folder)
    {
        var host = new PoweredHost(folder);
        await host.engine.Start();
        return host;
    }

    public async Task Do(Act act)
    {
        if (act.IsFact)
        {
            Assert.IsType<TransactionOutcome.Committed>(await tables.Transact(
                "facts", $"p{act.Instance}", [new TableOperation.Put(Key(act), "1"), new TableOperation.Put("ballast", Ballast)], default));
        }
        else if (act.Number == 0)
        {
            Assert.NotEqual(StartOutcome.IdTaken, await engine.Start("test-v1", $"i{act.Instance}", 8, default));
        }
        else
        {
            // What was on disk and not yet told may have been the last that the instance waited for.
            var outcome = await engine.Raise($"i{act.Instance}", "bell", Letter(act), Key(act), default);
            Assert.True(outcome is RaiseOutcome.Accepted || (outcome is RaiseOutcome.Ended && await Remembers(act)), $"{act}: {outcome}");
        }
    }

    /// <summary>Whether what was told is on disk.</summary>
    public async Task<bool> Remembers(Act act) => act.IsFact
        ? await tables.Get("facts", $"p{act.Instance}", Key(act), default) is not null
        : act.Number == 0
        ? await engine.Find($"i{act.Instance}", default) is not null
        : store.Readers.Read((Name: $"i{act.Instance}", Event: Key(act)), static (database, at) => database
            .Prepare("SELECT count(*) FROM seen WHERE event_id=? AND id=(SELECT id FROM instances WHERE instance=?)")
            .With(at.Event).With(at.Name).One(row => row.Int(0))) == 1;

    /// <summary>Every instance has heard every event once, in order, and every row is there.</summary>
    public async Task CheckEnd(int instances, int events)
    {
        await engine.WhenIdle();
        Assert.Null(fatal);
        for (var instance = 0; instance < instances; instance++)
        {
            var heard = string.Concat(Enumerable.Range(1, events).Select(number => Letter(new Act(instance, number, IsFact: false))));
            Assert.Equal($"\"{heard}\"", (await engine.Find($"i{instance}", default))!.Output);
            Assert.Equal(events + 2, (await tables.Query("facts", $"p{instance}", null, null, 100, default)).Count);
        }

        Assert.Equal("ok", store.Readers.Read(0, static (database, _) => database.Prepare("PRAGMA integrity_check").One(row => row.Text(0))));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.Stop();
        engine.Dispose();
        store.Dispose();
    }

    private static string Key(Act act) => $"e{act.Number}";

    private static string Letter(Act act) => $"{(char)('a' + act.Number)}";
}
