using ChangeManagement.Register;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.Register.Sweeping;

/// <summary>What cannot be finished stops nothing else, is tried again ever more rarely, and is shown.</summary>
public sealed class UnfinishedTests : SweeperScene
{
    [Theory]
    [InlineData(ChangeNumbers.Table, "2026", "claim-0000000777", "Claim of CHG-2026-777")]
    [InlineData(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "Follow-up of CHG-2026-777-00000001")]
    [InlineData(Intents.Table, "bucket-15", "CHG-2026-777-00000001", "Follow-up of CHG-2026-777-00000001")]
    public async Task WhatCannotBeFinished_StopsNothingElse_AndIsShownToAdministrators(string table, string partition, string key, string what)
    {
        var walk = await Waiting();
        await Handle(walk.Number, new Noted());
        await Put(table, partition, key, "{}");
        product.Time.Advance(PastGrace);
        Assert.True(await product.Sweep() > 0);
        Assert.Equal("approved", (await Listed(walk.Number)).State);
        Assert.Equal(await Version(walk), await SeenVersion(walk));
        Assert.Equal(new[] { (what, 1) }, await Unfinished());

        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/orchestrations");
        Assert.Contains(what, ada.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangeThatCannotBeRead_StopsNothingElse_AndIsTriedAgainEverMoreRarely()
    {
        var (poisoned, walk) = (await Waiting(), await Waiting());
        await ApproveUnheard(poisoned.Number);
        await ApproveUnheard(walk.Number);
        await Put(ChangeStreams.Table, poisoned.Number, "head", "[]");
        product.Time.Advance(PastGrace);
        Assert.Equal(1, await product.Sweep());
        Assert.Equal(await Version(walk), await SeenVersion(walk));

        var tried = new List<int>();
        for (var minute = 0; minute < 8; minute++)
        {
            tried.Add((await Unfinished()).Single().Times);
            product.Time.Advance(TimeSpan.FromMinutes(1));
            await product.Sweep();
        }

        Assert.Equal([1, 2, 2, 3, 3, 3, 3, 4], tried);
    }

    /// <summary>On Azure the instance that sweeps is seldom the one that answers.</summary>
    [Fact]
    public async Task WhatAnotherHostCouldNotFinish_IsShownHereToo_AndNoLongerThanItIsSo()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        await AnotherHost().Sweep(product.Time.GetUtcNow(), CancellationToken.None);
        Assert.Equal([("Follow-up of CHG-2026-777-00000001", 1)], await Unfinished());

        // That host is gone, and what it left is mended.
        await Tables.Transact(Intents.Table, "bucket-00", [new TableOperation.Delete("CHG-2026-777-00000001")], CancellationToken.None);
        await AnotherHost().Sweep(product.Time.GetUtcNow(), CancellationToken.None);
        Assert.Empty(await Unfinished());
    }

    [Fact]
    public async Task WhatIsUnfinished_IsWrittenDownByTheNextSweep_WhereTheStoreRefusesIt()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        interrupted.Before(
            (table, partition, operations) => (table, partition, operations[0].Key) == (Intents.Table, "sweeper", "unfinished"),
            () => throw new StoreUnavailableException("It is gone."));
        await product.Sweep();
        Assert.Empty(await Unfinished());
        await product.Sweep();
        Assert.Single(await Unfinished());
    }

    [Fact]
    public async Task WhatWasFinishedElsewhere_IsForgotten()
    {
        await Put(Intents.Table, "bucket-00", "CHG-2026-777-00000001", "{}");
        await product.Sweep();
        Assert.Single(await Unfinished());
        await Tables.Transact(Intents.Table, "bucket-00", [new TableOperation.Delete("CHG-2026-777-00000001")], CancellationToken.None);
        await product.Sweep();
        Assert.Single(await Unfinished());
        product.Time.Advance(TimeSpan.FromSeconds(1));
        await product.Sweep();
        Assert.Empty(await Unfinished());
    }
}
