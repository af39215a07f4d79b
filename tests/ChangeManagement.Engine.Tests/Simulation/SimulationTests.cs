using System.Collections.Concurrent;

namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>
/// Many lives, each decided by its seed. <c>SIMULATION_SEED=17</c> lives that one alone; <c>SIMULATION_SEEDS=100000</c> lives so many.
/// </summary>
public sealed class SimulationTests
{
    private const int Seeds = 1000;

    [Fact]
    public void WhateverTheOrderOfThings_TheModelHolds()
    {
        var seeds = Number("SIMULATION_SEED") is { } only ? [only] : Enumerable.Range(1, Number("SIMULATION_SEEDS") ?? Seeds).ToList();
        var failures = new ConcurrentDictionary<int, string>();
        Parallel.ForEach(seeds, (seed, all) =>
        {
            if (Live(seed).Failure is { } failure)
            {
                failures[seed] = failure;
                all.Stop();
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Values));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(21)]
    public void TheSameSeed_LivesTheSameLife(int seed) => Assert.Equal<IEnumerable<string>>(Live(seed).Trace, Live(seed).Trace);

    private static (IReadOnlyList<string> Trace, string? Failure) Live(int seed)
    {
        using var simulation = new SimulatedLife(seed);
        try
        {
            simulation.Live();
            return (simulation.Trace, null);
        }
        catch (Exception failure)
        {
            var last = string.Join("\n  ", simulation.Trace.TakeLast(60));
            return (simulation.Trace, $"Seed {seed}; SIMULATION_SEED={seed} lives it alone.\n  {last}\n{failure}");
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
