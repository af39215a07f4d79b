using System.Globalization;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChangeManagement.Testing.Conformance;

/// <summary>What a workflow sees is the same at every replay.</summary>
public abstract class ReplayConformance : WorkflowConformance
{
    [Fact]
    public async Task Now_IsConstantWithinATurn_AndTheSameAtReplay()
    {
        var host = await Host<int, string>(async (context, _) =>
        {
            var seen = new List<DateTimeOffset> { context.Now };
            await context.Call<int>("double", 1);
            seen.Add(context.Now);
            await context.WaitFor<int>("go");
            seen.Add(context.Now);
            return string.Join(' ', seen.Select(at => at.ToString("HH:mm", CultureInfo.InvariantCulture)));
        });
        await host.Run("test-v1", 0);
        host.Time.Advance(TimeSpan.FromMinutes(30));
        await host.Crash();
        Assert.Equal("\"08:00 08:00 08:30\"", (await host.Raise("go", 1)).Output);
    }

    [Fact]
    public async Task NewGuid_IsTheSameAtReplay_AndNeverTheSameTwice()
    {
        var firstRun = new List<Guid>();
        var host = await Host<int, Guid[]>(async (context, _) =>
        {
            var ids = new List<Guid> { context.NewGuid(), context.NewGuid() };
            if (!context.IsReplaying)
            {
                firstRun.AddRange(ids);
            }

            await context.WaitFor<int>("go");
            ids.Add(context.NewGuid());
            return [.. ids];
        });
        await host.Run("test-v1", 0);
        await host.Crash();
        var ids = System.Text.Json.JsonSerializer.Deserialize<Guid[]>((await host.Raise("go", 1)).Output!)!;
        Assert.Equal(firstRun, ids[..2]);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task SideEffectsBehindIsReplaying_HappenOncePerTurn()
    {
        var effects = new List<string>();
        var host = await Host<int, int>(async (context, input) =>
        {
            void Note(string text)
            {
                if (!context.IsReplaying)
                {
                    effects.Add(text);
                }
            }

            Note("a");
            await context.Call<int>("double", input);
            Note("b");
            await context.WaitFor<int>("go");
            Note("c");
            return input;
        });
        await host.Run("test-v1", 0);
        await host.Crash();
        await host.Raise("go", 1);
        Assert.Equal("abc", string.Concat(effects));
    }

    [Fact]
    public async Task Logger_IsSilentWhileReplaying()
    {
        var enabled = new List<bool>();
        var host = await Host<int, int>(async (context, input) =>
        {
            enabled.Add(context.IsReplaying && context.Logger.IsEnabled(LogLevel.Critical));
            await context.WaitFor<int>("go");
            return input;
        });
        await host.Run("test-v1", 0);
        await host.Crash();
        await host.Raise("go", 1);
        Assert.DoesNotContain(true, enabled);
    }

    [Fact]
    public async Task Version_IsTheEndOfTheKind()
    {
        var host = await Host<int, string>((context, _) => Task.FromResult($"{context.InstanceId} {context.Version}"));
        Assert.Equal("\"one v1\"", (await host.Run("test-v1", 0)).Output);
    }
}
