using System.Diagnostics;
using Azure.Data.Tables;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;

namespace ChangeManagement.AzureServices.Tests.Tables;

/// <summary>
/// A storage account fails, is busy or does not answer. What was written is told as written, what was not is told as not, and what cannot be known is told
/// as unknown.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Table = "changes";
    private static readonly TableOperation[] Append = [new TableOperation.Insert("e-1", "{}"), new TableOperation.Put("head", "1")];
    private readonly string prefix = AzuriteServer.NewPrefix();
    private FaultProxy proxy = null!;
    private TableStorage tables = null!;

    public static TheoryData<Fault> BeforeTheWrite => [new Fault.Busy(), new Fault.FailedBefore(), new Fault.CutBefore()];

    public static TheoryData<Fault> AfterTheWrite => [new Fault.FailedAfter(), new Fault.CutAfter()];

    public async Task InitializeAsync()
    {
        proxy = await FaultProxy.Before(await AzuriteServer.Shared());
        tables = With();
        await Commit(new TableOperation.Insert("there", "1"));
        proxy.ForgetCalls();
    }

    public Task DisposeAsync() => proxy.DisposeAsync().AsTask();

    [Fact]
    public async Task ABusyAccount_IsAskedAgain_WhenItSaid()
    {
        proxy.Break(new Fault.Busy(RetryAfter: 1));
        var waited = Stopwatch.StartNew();
        await Commit(Append);
        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal(["batch", "batch"], Asked());
    }

    [Theory]
    [MemberData(nameof(BeforeTheWrite))]
    public async Task AFailureBeforeTheWrite_IsRepeated(Fault fault)
    {
        proxy.Break(fault, fault);
        await Commit(Append);
        Assert.Equal(["batch", "batch", "batch"], Asked());
        Assert.Equal(2, (await Rows()).Count - 1);
    }

    [Theory]
    [MemberData(nameof(AfterTheWrite))]
    public async Task ATransactionWhoseAnswerIsLost_IsFoundAsMade_ByItsStamp(Fault fault)
    {
        proxy.Break(fault);
        var etags = await Commit(Append);
        Assert.Equal(["batch", "batch", "get", "get"], Asked());
        proxy.Heal();
        Assert.Equal([new TableRow("e-1", "{}", etags[0]), new TableRow("head", "1", etags[1])], (await Rows()).Take(2));
        await Commit(new TableOperation.Replace("head", "2", etags[1]), new TableOperation.Insert("e-2", "{}"));
    }

    [Theory]
    [MemberData(nameof(AfterTheWrite))]
    public async Task ASingleWriteWhoseAnswerIsLost_IsFoundAsMade(Fault fault)
    {
        proxy.Break(fault);
        var inserted = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        proxy.Break(fault);
        var replaced = Assert.Single(await Commit(new TableOperation.Replace("k", "2", inserted)));
        proxy.Break(fault);
        Assert.Equal("", Assert.Single(await Commit(new TableOperation.Delete("k"))));
        Assert.NotEqual(inserted, replaced, StringComparer.Ordinal);
        Assert.Equal("there", Assert.Single(await Rows()).Key);
    }

    [Fact]
    public async Task ALostAnswer_AndAMissingRowAmongTheRest_IsFoundAsMade()
    {
        await Commit(new TableOperation.Insert("intent", "1"));
        proxy.Break(new Fault.CutAfter());
        // Repeated, the deletion finds nothing any more, and then the insertion finds its own row.
        await Commit([new TableOperation.Delete("intent"), .. Append]);
        Assert.Equal("e-1 head there", string.Join(' ', (await Rows()).Select(row => row.Key)));
    }

    [Fact]
    public async Task ALostAnswer_IsFoundAsMade_ThoughAnotherWroteSince()
    {
        var head = Assert.Single(await Commit(new TableOperation.Insert("head", "0")));
        var other = With(await AzuriteServer.Shared());
        var wrote = false;
        proxy.Break(call =>
        {
            if (call.Operation == "batch" && !wrote)
            {
                wrote = true;
                return new Fault.CutAfter();
            }

            if (call.Operation == "batch")
            {
                // Before the repetition arrives.
                other.Transact(Table, "p", [new TableOperation.Put("head", "2")], default).GetAwaiter().GetResult();
            }

            return null;
        });
        var etags = await Commit(new TableOperation.Replace("head", "1", head), new TableOperation.Insert("e-1", "{}"));
        Assert.Equal("2", (await tables.Get(Table, "p", "head", default))!.Data);
        Assert.Equal(new TransactionOutcome.Conflict("head"), await Transact(new TableOperation.Replace("head", "3", etags[0])));
    }

    [Fact]
    public async Task AConflict_AfterARepetition_IsAConflict_IfTheRowIsAnothers()
    {
        await Commit(new TableOperation.Insert("e-1", "another's"));
        proxy.Break(new Fault.FailedBefore());
        Assert.Equal(new TransactionOutcome.Conflict("e-1"), await Transact(Append));
        Assert.Equal("another's", (await tables.Get(Table, "p", "e-1", default))!.Data);
    }

    [Fact]
    public async Task AConflict_WithoutARepetition_AsksNothingMore()
    {
        Assert.Equal(new TransactionOutcome.Conflict("there"), await Transact(new TableOperation.Insert("there", "2"), new TableOperation.Put("a", "1")));
        Assert.Equal(["batch"], Asked());
    }

    [Fact]
    public async Task ARemovalWhoseAnswerIsLost_IsUnknown_NotAConflict()
    {
        var etag = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        proxy.Break(new Fault.CutAfter());
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Transact(new TableOperation.Remove("k", etag)));
        Assert.Contains("unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BeforeTheWrite))]
    [MemberData(nameof(AfterTheWrite))]
    public async Task AFailureThatLasts_IsUnavailable_AfterAFewRepetitions(Fault fault)
    {
        proxy.Break(_ => fault);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Transact(new TableOperation.Put("k", "1")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tables.Get(Table, "p", "there", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tables.Query(Table, "p", null, null, 10, default));
        Assert.Equal(["put", "get", "query"], Asked().Distinct(StringComparer.Ordinal));
        Assert.Equal(15, proxy.Calls.Count);
    }

    [Fact]
    public async Task AnAccountThatRefusesConnections_IsUnavailable_AndServesWhenItIsBack()
    {
        await proxy.Close();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Transact(Append));
        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tables.Get(Table, "p", "there", default));
        await proxy.Open();
        await Commit(Append);
    }

    [Fact]
    public async Task AnAccountThatDoesNotAnswer_IsAskedAgain_AndThenUnavailable()
    {
        var hasty = With(options: options =>
        {
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
            options.Retry.MaxRetries = 1;
        });
        proxy.Break(new Fault.NoAnswer());
        // The first attempt was taken; nobody heard of it.
        Assert.IsType<TransactionOutcome.Committed>(await hasty.Transact(Table, "p", Append, default));
        proxy.Break(_ => new Fault.NoAnswer());
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.Get(Table, "p", "there", default));
        Assert.Contains("did not answer in time", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallerWhoGivesUp_IsNotToldOfAnOutage()
    {
        using var patience = new CancellationTokenSource();
        proxy.Break(_ =>
        {
            patience.Cancel();
            return new Fault.NoAnswer();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tables.Get(Table, "p", "there", patience.Token));
    }

    [Fact]
    public async Task TablesAreMade_WhenAWriteFindsThemMissing_AndOnlyThen()
    {
        Assert.Null(await tables.Get("others", "p", "k", default));
        Assert.Empty(await tables.Query("others", "p", null, null, 10, default));
        Assert.IsType<TransactionOutcome.Committed>(await tables.Transact("others", "p", [new TableOperation.Delete("k")], default));
        Assert.IsType<TransactionOutcome.Committed>(await tables.Transact("others", "p", Append, default));
        Assert.IsType<TransactionOutcome.Committed>(await tables.Transact("others", "p", [new TableOperation.Put("k", "1")], default));
        Assert.Equal(["get", "query", "delete", "batch", "create", "batch", "put"], Asked());
    }

    private TableStorage With(AzuriteServer? past = null, Action<TableClientOptions>? options = null) => new(
        new TableStorageSettings { ConnectionString = past?.ConnectionString ?? proxy.ConnectionString }.Connect(chosen =>
        {
            chosen.Retry.Delay = TimeSpan.FromMilliseconds(1);
            chosen.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
            options?.Invoke(chosen);
        }),
        prefix);

    private IEnumerable<string> Asked() => proxy.Calls.Select(call => call.Operation);

    private Task<IReadOnlyList<TableRow>> Rows() => tables.Query(Table, "p", null, null, 100, default);

    private Task<TransactionOutcome> Transact(params TableOperation[] operations) => tables.Transact(Table, "p", operations, default);

    private async Task<IReadOnlyList<string>> Commit(params TableOperation[] operations) =>
        Assert.IsType<TransactionOutcome.Committed>(await Transact(operations)).ETags;
}
