using ChangeManagement.Register;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>What the register expects of its tables, whatever keeps them.</summary>
public abstract class TablesContract
{
    private const string Table = "changes";

    protected abstract ITables Tables { get; }

    [Fact]
    public async Task Get_OfARowThatIsNotThere_IsNull() => Assert.Null(await Tables.Get(Table, "p", "k", default));

    [Fact]
    public async Task Insert_OfANewRow_IsReadBackWithItsETag()
    {
        var etag = Assert.Single(await Commit(new TableOperation.Insert("k", """{"a":1,"text":"é🙂"}""")));
        Assert.Equal(new TableRow("k", """{"a":1,"text":"é🙂"}""", etag), await Tables.Get(Table, "p", "k", default));
    }

    [Fact]
    public async Task Insert_OfARowThatExists_IsAConflict()
    {
        await Commit(new TableOperation.Insert("k", "1"));
        Assert.Equal(new TransactionOutcome.Conflict("k"), await Transact(new TableOperation.Insert("k", "2")));
        Assert.Equal("1", (await Tables.Get(Table, "p", "k", default))!.Data);
    }

    [Fact]
    public async Task Replace_WithTheCurrentETag_Writes_AndChangesTheETag()
    {
        var first = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        var second = Assert.Single(await Commit(new TableOperation.Replace("k", "2", first)));
        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Equal(new TableRow("k", "2", second), await Tables.Get(Table, "p", "k", default));
    }

    [Fact]
    public async Task Replace_WithAnOldOrUnknownETag_IsAConflict()
    {
        var first = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        await Commit(new TableOperation.Replace("k", "2", first));
        Assert.Equal(new TransactionOutcome.Conflict("k"), await Transact(new TableOperation.Replace("k", "3", first)));
        Assert.Equal(new TransactionOutcome.Conflict("k"), await Transact(new TableOperation.Replace("k", "3", "no such etag")));
        Assert.Equal("2", (await Tables.Get(Table, "p", "k", default))!.Data);
    }

    [Fact]
    public async Task Replace_OfAMissingRow_IsAConflict()
    {
        var etag = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        Assert.Equal(new TransactionOutcome.Conflict("other"), await Transact(new TableOperation.Replace("other", "2", etag)));
    }

    [Fact]
    public async Task Replace_WithAnETagFromBeforeARemoval_IsAConflict()
    {
        var etag = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        await Commit(new TableOperation.Delete("k"));
        await Commit(new TableOperation.Insert("k", "1"));
        Assert.Equal(new TransactionOutcome.Conflict("k"), await Transact(new TableOperation.Replace("k", "2", etag)));
    }

    [Fact]
    public async Task Put_Writes_WhateverWasThere()
    {
        await Commit(new TableOperation.Put("k", "1"));
        await Commit(new TableOperation.Put("k", "2"));
        Assert.Equal("2", (await Tables.Get(Table, "p", "k", default))!.Data);
    }

    [Fact]
    public async Task Delete_RemovesARow_AndIsNoErrorWithoutOne()
    {
        await Commit(new TableOperation.Insert("k", "1"));
        Assert.Equal("", Assert.Single(await Commit(new TableOperation.Delete("k"))));
        await Commit(new TableOperation.Delete("k"));
        Assert.Null(await Tables.Get(Table, "p", "k", default));
    }

    [Fact]
    public async Task Remove_WithTheCurrentETag_RemovesTheRow()
    {
        var etag = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        Assert.Equal("", Assert.Single(await Commit(new TableOperation.Remove("k", etag))));
        Assert.Null(await Tables.Get(Table, "p", "k", default));
    }

    [Fact]
    public async Task Remove_WithAnOldETag_OrOfAMissingRow_IsAConflict()
    {
        var first = Assert.Single(await Commit(new TableOperation.Insert("k", "1")));
        await Commit(new TableOperation.Put("k", "2"));
        Assert.Equal(new TransactionOutcome.Conflict("k"), await Transact(new TableOperation.Remove("k", first)));
        Assert.Equal(new TransactionOutcome.Conflict("other"), await Transact(new TableOperation.Remove("other", first)));
        Assert.Equal("2", (await Tables.Get(Table, "p", "k", default))!.Data);
    }

    [Fact]
    public async Task Transaction_WithAConflict_WritesNothing()
    {
        await Commit(new TableOperation.Insert("b", "1"));
        var outcome = await Transact(
            new TableOperation.Put("a", "2"), new TableOperation.Insert("b", "2"), new TableOperation.Put("c", "2"));
        Assert.Equal(new TransactionOutcome.Conflict("b"), outcome);
        Assert.Equal("b", await Keys(null, null, 10));
    }

    [Fact]
    public async Task Query_GivesARange_InTheOrdinalOrderOfKeys()
    {
        await Commit([.. new[] { "e-3", "e-1", "head", "E-9", "e-10", "e-2" }.Select(key => new TableOperation.Put(key, "1"))]);
        Assert.Equal("E-9 e-1 e-10 e-2 e-3 head", await Keys(null, null, 100));
        Assert.Equal("e-1 e-10 e-2", await Keys("e-1", "e-3", 100));
        Assert.Equal("e-2 e-3 head", await Keys("e-2", null, 100));
        Assert.Equal("E-9 e-1", await Keys(null, "e-10", 100));
        Assert.Equal("E-9 e-1", await Keys(null, null, 2));
    }

    [Fact]
    public async Task Partitions_AndTables_AreApart()
    {
        await Commit(new TableOperation.Put("k", "1"));
        Assert.Null(await Tables.Get(Table, "q", "k", default));
        Assert.Null(await Tables.Get("others", "p", "k", default));
        Assert.Empty(await Tables.Query(Table, "q", null, null, 10, default));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007Fb")]
    public async Task Keys_WithForbiddenCharacters_AreRefused(string key)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put(key, "1")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Get(Table, key, "k", default));
    }

    [Fact]
    public async Task Transactions_BeyondTheLimits_AreRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact());
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            Transact([.. Enumerable.Range(0, 101).Select(number => new TableOperation.Put($"k{number}", "1"))]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put("k", new string('x', 1 << 20))));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put("k", "1"), new TableOperation.Delete("k")));
        await Commit([.. Enumerable.Range(0, 100).Select(number => new TableOperation.Put($"k{number}", "1"))]);
    }

    [Fact]
    public async Task OneRow_TakenByMany_IsGivenToOne()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Transact(new TableOperation.Insert("k", $"{number}"), new TableOperation.Put($"by-{number}", "1"))));
        Assert.Single(outcomes.OfType<TransactionOutcome.Committed>());
        Assert.Equal(2, (await Tables.Query(Table, "p", null, null, 100, default)).Count);
    }

    private async Task<string> Keys(string? from, string? to, int limit) =>
        string.Join(' ', (await Tables.Query(Table, "p", from, to, limit, default)).Select(row => row.Key));

    private Task<TransactionOutcome> Transact(params TableOperation[] operations) => Tables.Transact(Table, "p", operations, default);

    private async Task<IReadOnlyList<string>> Commit(params TableOperation[] operations) =>
        Assert.IsType<TransactionOutcome.Committed>(await Transact(operations)).ETags;
}
