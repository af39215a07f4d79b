using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tests.Storage;

public sealed class SqliteWriterTests : IDisposable
{
    private const int Full = 13;
    private const int FailedSync = 1034;

    private readonly TemporaryFolder folder = new();
    private readonly List<Exception> fatal = [];
    private SqliteStore store;

    public SqliteWriterTests() => store = Open();

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task RequestsThatQueueDuringACommit_ShareTheNext_UpTo64()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        store.Writer.Probe = step =>
        {
            if (step == WriterStep.Begin)
            {
                entered.Set();
                gate.Wait();
            }
        };
        var first = Write("first");
        entered.Wait();
        var others = Enumerable.Range(0, 100).Select(number => Write($"k{number}")).ToList();
        gate.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(3, store.Commits);
    }

    [Fact]
    public async Task FullDisk_RefusesAndWritesNothing_AndLaterWritesSucceed()
    {
        FailOnce(WriterStep.Commit, Full);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Write("k"));
        Assert.True(refusal.IsFull);
        Assert.Null(await new SqliteTables(store).Get("tables", "p", "k", default));
        Assert.IsType<TransactionOutcome.Committed>(await Write("k"));
        Assert.Empty(fatal);
    }

    [Theory]
    [InlineData(nameof(WriterStep.Begin))]
    [InlineData(nameof(WriterStep.Apply))]
    [InlineData(nameof(WriterStep.Commit))]
    [InlineData(nameof(WriterStep.Committed))]
    public async Task FailedSync_StopsTheProcess_AndNothingIsWrittenAfterIt(string at)
    {
        var step = Enum.Parse<WriterStep>(at);
        FailOnce(step, FailedSync);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Write("k"));
        Assert.Equal(FailedSync, Assert.IsType<SqliteFailure>(Assert.Single(fatal)).Code);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Write("later"));
        Reopen();
        var tables = new SqliteTables(store);
        Assert.Equal(step == WriterStep.Committed, await tables.Get("tables", "p", "k", default) is not null);
        Assert.Null(await tables.Get("tables", "p", "later", default));
    }

    [Fact]
    public async Task FullQueue_IsRefused()
    {
        store.Dispose();
        store = Open(queueLimit: 1);
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        store.Writer.Probe = step =>
        {
            if (step == WriterStep.Begin)
            {
                entered.Set();
                gate.Wait();
            }
        };
        var first = Write("first");
        entered.Wait();
        var second = Write("second");
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Write("third"));
        Assert.Equal((false, TimeSpan.FromSeconds(1)), (refusal.IsFull, refusal.RetryAfter));
        gate.Set();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public void SecondOwner_IsRefused_UntilTheFirstHasGone()
    {
        var refusal = Assert.Throws<StoreInUseException>(() => Open());
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Reopen();
    }

    [Fact]
    public async Task FileTakenOver_StopsTheProcess()
    {
        using (var thief = Database.OpenWriter(store.Path))
        {
            Schema.Open(thief, store.Path);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Write("k"));
        Assert.Contains("taken the file over", Assert.Single(fatal).Message, StringComparison.Ordinal);
        Reopen();
        Assert.Null(await new SqliteTables(store).Get("tables", "p", "k", default));
    }

    [Fact]
    public void FileOfANewerRelease_IsRefused()
    {
        store.Dispose();
        using (var database = Database.OpenWriter(store.Path))
        {
            database.Execute("UPDATE meta SET value=99 WHERE name='schema'");
        }

        Assert.Contains("newer release", Assert.Throws<InvalidOperationException>(() => Open()).Message, StringComparison.Ordinal);
        using (var database = Database.OpenWriter(store.Path))
        {
            database.Execute("UPDATE meta SET value=1 WHERE name='schema'");
        }

        store = Open();
    }

    [Fact]
    public async Task OneBadRequest_DoesNotHarmTheOthersOfItsCommit()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var applied = 0;
        store.Writer.Probe = step =>
        {
            if (step == WriterStep.Begin)
            {
                entered.Set();
                gate.Wait();
            }

            if (step == WriterStep.Apply && ++applied == 3)
            {
                throw new InvalidOperationException("a defect");
            }
        };
        var first = Write("first");
        entered.Wait();
        var others = Enumerable.Range(0, 3).Select(number => Write($"k{number}")).ToList();
        gate.Set();
        await first;
        await others[0];
        await Assert.ThrowsAsync<InvalidOperationException>(() => others[1]);
        await others[2];
        Assert.Equal(
            "first k0 k2",
            string.Join(' ', (await new SqliteTables(store).Query("tables", "p", null, null, 9, default)).Select(row => row.Key)));
    }

    private SqliteStore Open(int queueLimit = 4096) => SqliteStore.Open(
        Path.Combine(folder.Path, "store.db"), new StoreOptions { QueueLimit = queueLimit, OnFatal = fatal.Add });

    private void Reopen()
    {
        store.Dispose();
        store = Open();
    }

    private void FailOnce(WriterStep at, int code)
    {
        var failed = false;
        store.Writer.Probe = step =>
        {
            if (step == at && !failed)
            {
                failed = true;
                throw new SqliteFailure(code, "injected");
            }
        };
    }

    private Task<TransactionOutcome> Write(string key) =>
        new SqliteTables(store).Transact("tables", "p", [new TableOperation.Put(key, "1")], default);
}
