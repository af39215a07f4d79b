using ChangeManagement.Engine.Tests.Disks;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>
/// The power goes at any moment while an admin rewinds, restarts, terminates and purges. Whatever the disk then holds, what the admin was told is
/// done, and who was told nothing looks and goes on.
/// </summary>
public sealed class PowerLossOfOrdersTests
{
    private const int Losses = 60;

    private static readonly string[] Instances = ["i0", "i1", "i2", "i3", "i4", "i5"];

    [Fact]
    public async Task PowerLostAroundAnOrder_KeepsWhatTheAdminWasTold()
    {
        using var folder = new TemporaryFolder();
        using var disk = new RecordingDisk(Path.Combine(folder.Path, "engine.db"));
        var told = new List<(int Moment, Stage Stage, string Id)>();
        var began = await Live(folder.Path, (stage, id) => told.Add((disk.Moment, stage, id)), () => disk.Moment);

        var chance = new Random(2026);
        for (var loss = 0; loss < Losses; loss++)
        {
            // Half of them while an order is on its way to the disk.
            var order = told[chance.Next(1, told.Count)];
            var moment = loss % 2 == 0 ? chance.Next(began, disk.Moment + 1) : Math.Max(began, order.Moment - chance.Next(8));
            using var left = new TemporaryFolder();
            disk.LeaveIn(left.Path, moment, chance);
            using var unsynced = FailingDisk.Whole(Path.Combine(left.Path, "engine.db"));
            var lost = told.FindAll(act => act.Moment > moment);
            var mended = Mended(told.FindAll(act => act.Moment <= moment).Concat(lost.DistinctBy(act => act.Id)));
            await using var host = await AdministeredHost.Open(left.Path, mended);
            foreach (var act in told.Where(act => act.Moment <= moment))
            {
                var mayBePurged = told.Exists(other => other.Id == act.Id && other.Stage == Stage.Terminated && other.Moment <= moment);
                Assert.True(
                    await host.Remembers(act.Stage, act.Id, mayBePurged),
                    $"Loss {loss}, at access {moment}: {act.Id} was told to be {act.Stage} at {act.Moment} and is not.");
            }

            await GoOn(host, lost, mended);
            await host.CheckEnd();
        }
    }

    /// <summary>Every instance goes through its stages, among the others; gives the moment at which the first one was told.</summary>
    private static async Task<int> Live(string folder, Action<Stage, string> tell, Func<int> now)
    {
        var began = -1;
        var mended = new HashSet<string>(StringComparer.Ordinal);
        await using var host = await AdministeredHost.Open(folder, mended);
        foreach (var stage in Enum.GetValues<Stage>())
        {
            foreach (var id in Instances.Where(id => Stages(id).Contains(stage)))
            {
                Mend(mended, stage, id);
                await host.Do(stage, id);
                tell(stage, id);
                began = began < 0 ? now() : began;
                await host.Settle();
            }
        }

        await host.CheckEnd();
        return began;
    }

    /// <summary>Whoever was told nothing looks what is on disk, and asks for what is not.</summary>
    private static async Task GoOn(AdministeredHost host, List<(int Moment, Stage Stage, string Id)> lost, HashSet<string> mended)
    {
        await host.Settle();
        foreach (var (_, stage, id) in lost)
        {
            Mend(mended, stage, id);
            var shown = await host.Find(id);
            var isDone = stage switch
            {
                // The child may have been mended before it ever failed.
                Stage.Rewound => shown!.State != WorkflowState.Failed,
                Stage.Restarted => shown!.Completed is null,
                Stage.Terminated => shown!.State == WorkflowState.Terminated,
                Stage.Purged => shown is null,
                _ => shown?.Completed is not null,
            };
            if (!isDone)
            {
                await host.Do(stage, id);
            }

            await host.Settle();
        }

        foreach (var id in Instances)
        {
            Assert.Equal(IsPurged(id) ? null : "\"all well\"", (await host.Find(id))?.Output);
        }
    }

    private static bool IsPurged(string id) => id[^1] % 2 == 0;

    private static Stage[] Stages(string id) =>
    [
        Stage.Started, Stage.Rung, Stage.Rewound, Stage.Restarted,
        .. IsPurged(id) ? (Stage[])[Stage.Terminated, Stage.Purged] : [Stage.RungAgain],
    ];

    private static HashSet<string> Mended(IEnumerable<(int Moment, Stage Stage, string Id)> acts) =>
        acts.Where(act => act.Stage >= Stage.Rewound).Select(act => act.Id).ToHashSet(StringComparer.Ordinal);

    private static void Mend(HashSet<string> mended, Stage stage, string id)
    {
        lock (mended)
        {
            if (stage >= Stage.Rewound)
            {
                mended.Add(id);
            }
        }
    }
}
