using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tests.Disks;
using ChangeManagement.Register;
using SQLitePCL;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>
/// The same scenario with the disk failing at its access 0, 1, 2 … until there is none left to fail. Whatever fails, the outcome is the same.
/// </summary>
public sealed class FaultTests
{
    private const int FailedWrite = raw.SQLITE_IOERR | (3 << 8);
    private const int FailedSync = raw.SQLITE_IOERR | (4 << 8);

    public static TheoryData<string> Scenarios => [.. Scenario.All.Keys];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task FullDisk_AtAnyWrite_IsRefused_AndTheSameProcessGoesOn(string scenario) => Assert.InRange(
        await FailAtEach(scenario, access => access is DiskAccess.Write, DiskAnswer.Refused(raw.SQLITE_FULL), stops: false), 10, 1000);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task FailedWrite_AtAnyWrite_IsRecoveredByTheNextProcess(string scenario) => Assert.InRange(
        await FailAtEach(scenario, access => access is DiskAccess.Write, DiskAnswer.Refused(FailedWrite), stops: true), 10, 1000);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task FailedSync_AtAnySync_IsRecoveredByTheNextProcess(string scenario) => Assert.InRange(
        await FailAtEach(scenario, access => access is DiskAccess.Sync, DiskAnswer.Refused(FailedSync), stops: true), 2, 1000);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task SyncThatFailsAfterItIsDone_AtAnySync_IsRecoveredByTheNextProcess(string scenario) => Assert.InRange(
        await FailAtEach(scenario, access => access is DiskAccess.Sync, DiskAnswer.DoneButFailed(FailedSync), stops: true), 2, 1000);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task ErrorAroundAnyCommit_AlsoAfterIt_IsRecoveredByTheNextProcess(string scenario)
    {
        foreach (var step in Enum.GetValues<WriterStep>())
        {
            for (var (failAt, steps) = (0, 1); steps > failAt; failAt++)
            {
                steps = 0;
                var isArmed = false;
                var life = Scenario.All[scenario]();
                await using var host = EmbeddedHost.Closed(life.Catalog(), probe: reached =>
                {
                    if (isArmed && reached == step && steps++ == failAt)
                    {
                        throw new SqliteFailure(FailedSync, "injected");
                    }
                });
                using var disk = FailingDisk.Whole(host.Path);
                await life.Prepare(host);
                isArmed = true;
                await life.Live(host);
                Assert.Equal(steps > failAt ? 1 : 0, host.Stops);
                Assert.InRange(steps, 2, 100);
            }
        }
    }

    [Fact]
    public async Task FileThatMayNotGrow_IsRefused_UntilThereIsRoom()
    {
        var refused = 0;
        for (var (room, isFull) = (0, true); isFull; room++)
        {
            var lifecycle = new Lifecycle();
            await using var host = EmbeddedHost.Closed(lifecycle.Catalog());
            using var disk = FailingDisk.Whole(host.Path);
            await host.Open();
            await PageLimit.Set(host.Store, room);
            isFull = await IsRefused(() => host.Client.Start("test-v1", "other", new string('x', 30_000), default));
            refused += isFull ? 1 : 0;
            Assert.Equal(isFull, await host.Client.Find("other", default) is null);
            await PageLimit.Set(host.Store, 100_000);
            host.Kill();
            await lifecycle.Live(host);
        }

        Assert.InRange(refused, 3, 100);
    }

    private static async Task<bool> IsRefused(Func<Task> ask)
    {
        try
        {
            await ask();
            return false;
        }
        catch (StoreUnavailableException refusal)
        {
            Assert.True(refusal.IsFull);
            return true;
        }
    }

    /// <summary>Gives how many accesses were failed, one in each life.</summary>
    private static async Task<int> FailAtEach(string scenario, Func<DiskAccess, bool> counts, DiskAnswer failure, bool stops)
    {
        for (var failAt = 0; ; failAt++)
        {
            var isArmed = false;
            var life = Scenario.All[scenario]();
            await using var host = EmbeddedHost.Closed(life.Catalog());
            using var disk = new FailingDisk(host.Path, failAt, access => isArmed && counts(access), failure);
            await life.Prepare(host);
            isArmed = true;
            await life.Live(host);
            if (!disk.HasFailed)
            {
                return failAt;
            }

            Assert.True(stops || host.Stops == 0, $"The process stopped for a full disk at write {failAt}.");
        }
    }
}
