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
    public async Task Replace_WithAnOldETag_AmongOtherOperations_IsAConflict_AndNothingIsWritten()
    {
        var old = Assert.Single(await Commit(new TableOperation.Insert("head", "1")));
        await Commit(new TableOperation.Put("head", "2"));
        Assert.Equal(
            new TransactionOutcome.Conflict("head"), await Transact(new TableOperation.Insert("e-1", "{}"), new TableOperation.Replace("head", "3", old)));
        Assert.Equal(
            new TransactionOutcome.Conflict("other"), await Transact(new TableOperation.Insert("e-1", "{}"), new TableOperation.Replace("other", "3", old)));
        Assert.Equal("head", await Keys(null, null, 10));
        Assert.Equal("2", (await Tables.Get(Table, "p", "head", default))!.Data);
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
    public async Task Delete_OfMissingRows_AmongOtherOperations_IsNoError()
    {
        var old = Assert.Single(await Commit(new TableOperation.Insert("old", "1")));
        var etags = await Commit(
            new TableOperation.Delete("missing-1"),
            new TableOperation.Insert("new", "2"),
            new TableOperation.Delete("missing-2"),
            new TableOperation.Replace("old", "2", old),
            new TableOperation.Delete("missing-3"));
        Assert.Equal(["", "", ""], [etags[0], etags[2], etags[4]]);
        Assert.Equal(new TableRow("new", "2", etags[1]), await Tables.Get(Table, "p", "new", default));
        Assert.Equal(new TableRow("old", "2", etags[3]), await Tables.Get(Table, "p", "old", default));
        Assert.Equal(["", ""], await Commit(new TableOperation.Delete("missing-1"), new TableOperation.Delete("missing-2")));
        Assert.Equal(
            new TransactionOutcome.Conflict("new"),
            await Transact(new TableOperation.Delete("missing-1"), new TableOperation.Insert("new", "3"), new TableOperation.Delete("old")));
        Assert.Equal("new old", await Keys(null, null, 10));
    }

    [Fact]
    public async Task Remove_AmongOtherOperations_IsMadeWithThemOrNotAtAll()
    {
        var etags = await Commit(new TableOperation.Insert("a", "1"), new TableOperation.Insert("b", "1"), new TableOperation.Insert("c", "1"));
        await Commit(new TableOperation.Put("b", "2"));
        Assert.Equal(
            new TransactionOutcome.Conflict("b"),
            await Transact(new TableOperation.Remove("a", etags[0]), new TableOperation.Remove("b", etags[1]), new TableOperation.Insert("d", "1")));
        Assert.Equal(
            new TransactionOutcome.Conflict("x"),
            await Transact(new TableOperation.Remove("a", etags[0]), new TableOperation.Remove("x", etags[0])));
        Assert.Equal("a b c", await Keys(null, null, 10));
        var made = await Commit(new TableOperation.Remove("a", etags[0]), new TableOperation.Insert("d", "1"), new TableOperation.Remove("c", etags[2]));
        Assert.Equal(["", ""], [made[0], made[2]]);
        Assert.Equal("b d", await Keys(null, null, 10));
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
    public async Task Query_GivesMoreThanAThousandRows_IfTheyAreWanted()
    {
        const int Many = 2_050;
        string[] keys = [.. Enumerable.Range(0, Many).Select(number => $"k{number:0000}")];
        foreach (var part in keys.Chunk(TableTransactions.MostOperations))
        {
            await Commit([.. part.Select(key => new TableOperation.Insert(key, "1"))]);
        }

        Assert.Equal(string.Join(' ', keys), await Keys(null, null, 3_000));
        Assert.Equal(string.Join(' ', keys), await Keys(null, null, Many));
        Assert.Equal(string.Join(' ', keys[..1_001]), await Keys(null, null, 1_001));
        Assert.Equal(string.Join(' ', keys[..1_000]), await Keys(null, null, 1_000));
        Assert.Equal(string.Join(' ', keys[5..1_905]), await Keys("k0005", "k2000", 1_900));
        Assert.Equal(string.Join(' ', keys[1_500..2_000]), await Keys("k1500", "k2000", 1_900));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Keys(null, null, 0));
    }

    [Theory]
    [InlineData("it's 'quoted'")]
    [InlineData("''")]
    [InlineData("100%")]
    [InlineData("a%41b%2Fc")]
    [InlineData("a+b")]
    [InlineData("a&b=c")]
    [InlineData("a b  c ")]
    [InlineData("$filter=x")]
    [InlineData("a,b;c:d@e!f*g(h)i[j]{k}l|m~n^o`p<q>r\"s")]
    [InlineData("Größe-\u540d\u524d-\ud83d\ude42")]
    [InlineData("..")]
    public async Task Keys_WithOddCharacters_AreKeysLikeOthers(string key)
    {
        const string Other = "{\"other\":1}";
        await Tables.Transact(Table, key, [new TableOperation.Insert("only", "1")], default);
        var put = Assert.IsType<TransactionOutcome.Committed>(
            await Tables.Transact(Table, key, [new TableOperation.Insert(key, "1"), new TableOperation.Put("z", Other)], default));
        Assert.Equal(
            new TransactionOutcome.Conflict(key),
            await Tables.Transact(Table, key, [new TableOperation.Put("z", "2"), new TableOperation.Insert(key, "2")], default));
        Assert.Equal(new TableRow(key, "1", put.ETags[0]), await Tables.Get(Table, key, key, default));
        Assert.Equal(
            new[] { "only", key, "z" }.Order(StringComparer.Ordinal),
            (await Tables.Query(Table, key, null, null, 10, default)).Select(row => row.Key));
        Assert.Equal(new TableRow(key, "1", put.ETags[0]), Assert.Single(await Tables.Query(Table, key, key, key + "!", 10, default)));
        var replaced = Assert.IsType<TransactionOutcome.Committed>(
            await Tables.Transact(Table, key, [new TableOperation.Replace(key, Other, put.ETags[0]), new TableOperation.Delete("z")], default));
        Assert.IsType<TransactionOutcome.Committed>(
            await Tables.Transact(Table, key, [new TableOperation.Replace(key, "3", replaced.ETags[0])], default));
        Assert.IsType<TransactionOutcome.Committed>(
            await Tables.Transact(Table, key, [new TableOperation.Delete(key), new TableOperation.Delete("only")], default));
        Assert.Empty(await Tables.Query(Table, key, null, null, 10, default));
    }

    [Fact]
    public async Task Data_OfMoreThan64Kilobytes_ComesBackWhole()
    {
        const int Property = 32 * 1024;
        string[] texts =
        [
            new string('x', Property),
            new string('x', Property - 1) + "\ud83d\ude42" + new string('y', Property),
            new string('x', Property - 2) + "\ud83d\ude42\ud83d\ude42\ud83d\ude42",
            string.Concat(Enumerable.Repeat("\ud83d\ude42", Property)) + "end",
            "x" + string.Concat(Enumerable.Repeat("\ud83d\ude42", Property)),
            string.Concat(Enumerable.Repeat("{\"a\":\"100% \\n é\"},", 3_000)),
            "",
        ];
        await Commit([.. texts.Select((text, number) => new TableOperation.Put($"k{number}", text))]);
        Assert.Equal(texts, (await Tables.Query(Table, "p", null, null, 100, default)).Select(row => row.Data));
        await Commit([.. texts.Select((_, number) => new TableOperation.Put($"k{number}", "short"))]);
        Assert.All(await Tables.Query(Table, "p", null, null, 100, default), row => Assert.Equal("short", row.Data));
    }

    [Fact]
    public async Task Data_UpToTheLimitOfARow_ComesBackWhole()
    {
        // Of more than ten parts where rows are split, no two alike: which one came from where is seen.
        const int Size = (TableLimits.LargestRow / 2) - 2;
        var largest = string.Concat(Enumerable.Range(0, (Size / 10) + 1).Select(number => $"{number:000000000} "))[..Size];
        await Commit(new TableOperation.Insert("k", largest));
        Assert.Equal(largest, (await Tables.Get(Table, "p", "k", default))!.Data);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put("k", largest + "x")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            Transact([.. Enumerable.Range(0, 9).Select(number => new TableOperation.Put($"k{number}", largest[..^10]))]));
        Assert.Equal("k", await Keys(null, null, 10));
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
    [InlineData("a\u0080b")]
    [InlineData("a\u009Fb")]
    public async Task Keys_WithForbiddenCharacters_AreRefused(string key)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put(key, "1")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Get(Table, key, "k", default));
    }

    [Fact]
    public async Task Keys_OfUpTo512Characters_AreKeys_AndLongerOnesAreRefused()
    {
        var (longest, longer) = (new string('k', 512), new string('k', 513));
        var written = await Tables.Transact(Table, longest, [new TableOperation.Insert(longest, "1")], default);
        Assert.Equal("1", (await Tables.Get(Table, longest, longest, default))!.Data);
        Assert.IsType<TransactionOutcome.Committed>(written);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Transact(new TableOperation.Put(longer, "1")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Transact(Table, longer, [new TableOperation.Put("k", "1")], default));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Get(Table, "p", longer, default));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Query(Table, longer, null, null, 10, default));
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
