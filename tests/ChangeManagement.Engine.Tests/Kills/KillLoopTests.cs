using Xunit.Abstractions;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// What was acknowledged outlives SIGKILL. <c>KILL_SEED=17</c> gives that seed's orders and kills; <c>KILL_ROUNDS=1000</c> kills so often.
/// </summary>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    private const int Seed = 1;
    private const int Rounds = 40;

    [Fact]
    public async Task HoweverOftenItIsKilled_WhatWasAcknowledgedIsThere_Once()
    {
        var (seed, rounds) = (Number("KILL_SEED") ?? Seed, Number("KILL_ROUNDS") ?? Rounds);
        using var loop = new KillLoop(seed, rounds);
        try
        {
            await loop.Run();
        }
        catch (Exception failure)
        {
            Assert.Fail($"KILL_SEED={seed} KILL_ROUNDS={rounds} gives the same orders and kills again; how they interleave is up to the machine.\n{failure}");
        }

        output.WriteLine(loop.Summary);
    }

    [Fact]
    public void TheSameSeed_WantsTheSame()
    {
        static IEnumerable<Order> Orders(int seed)
        {
            var plan = new Plan(seed, caller: 3, callers: 8);
            return Enumerable.Range(0, 1000).Select(_ => plan.Next()).ToList();
        }

        Assert.Equal(Orders(17), Orders(17));
        Assert.NotEqual(Orders(17), Orders(18));
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
