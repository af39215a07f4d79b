using ChangeManagement.Engine.Storage;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Engine.Tests.Disks;
using ChangeManagement.Register;
using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Power;

/// <summary>
/// The power goes at any moment of a life with starts, events, facts of the register, checkpoints and a restart. Whatever the disk then
/// holds, all that anybody was told is there, and the callers can go on where they were.
/// </summary>
public sealed class PowerLossTests
{
    private const int Instances = 6;
    private const int Events = 8;
    private const int Losses = 100;

    [Fact]
    public async Task PowerLostAtAnyMoment_KeepsAllThatWasAcknowledged()
    {
        using var folder = new TemporaryFolder();
        using var disk = new RecordingDisk(Path.Combine(folder.Path, "engine.db"));
        var told = new List<(int Moment, Act Act)>();
        foreach (var half in Acts().Chunk(Instances * (Events + 1)))
        {
            await using var host = await PoweredHost.Open(folder.Path);
            foreach (var act in half)
            {
                await host.Do(act);
                told.Add((disk.Moment, act));
            }
        }

        var chance = new Random(2026);
        var checkpoints = disk.CheckpointsAfter(told[0].Moment);
        Assert.True(checkpoints.Count > 100, "The log was never moved into the file.");
        for (var loss = 0; loss < Losses; loss++)
        {
            using var left = new TemporaryFolder();
            var moment = loss % 2 == 0
                ? chance.Next(told[0].Moment, disk.Moment + 1)
                : Math.Min(disk.Moment, checkpoints[chance.Next(checkpoints.Count)] + chance.Next(3));
            disk.LeaveIn(left.Path, moment, chance);
            using var unsynced = FailingDisk.Whole(Path.Combine(left.Path, "engine.db"));
            await using var host = await PoweredHost.Open(left.Path);
            var lost = new List<Act>();
            foreach (var (at, act) in told)
            {
                if (at > moment)
                {
                    lost.Add(act);
                }
                else
                {
                    Assert.True(await host.Remembers(act), $"Loss {loss}, at access {moment}: {act} was acknowledged at {at} and is gone.");
                }
            }

            foreach (var act in lost)
            {
                await host.Do(act);
            }

            await host.CheckEnd(Instances, Events);
        }
    }

    /// <summary>Every instance is started, then rung in turn; each act also writes a row of the register. Twice, so that a log is reset.</summary>
    private static IEnumerable<Act> Acts() =>
        from number in Enumerable.Range(0, Events + 1)
        from instance in Enumerable.Range(0, Instances)
        from isFact in new[] { false, true }
        select new Act(instance, number, isFact);
}

/// <summary>The start of an instance (number 0), its n-th event, or the row in the register that goes with one of them.</summary>
internal sealed record Act(int Instance, int Number, bool IsFact);
