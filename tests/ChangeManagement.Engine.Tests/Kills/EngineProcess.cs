using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>A process of <see cref="EngineHost"/>, seen from outside: what it wrote before it was killed is read to the end.</summary>
internal sealed class EngineProcess : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer?>> asked = new();
    private readonly Lock gate = new();
    private readonly StringBuilder complaints = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource milestone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly int milestoneAt;
    private int numbers;

    private EngineProcess(Process process, int milestoneAt) => (this.process, this.milestoneAt) = (process, milestoneAt);

    /// <summary>Completes when it serves, or when it has ended.</summary>
    public Task Ready => ready.Task.WaitAsync(LongestWait);

    /// <summary>Completes when it has given so many answers, or when it has ended.</summary>
    public Task Milestone => milestone.Task.WaitAsync(LongestWait);

    /// <summary>Completes when it has ended and nothing is left to read.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>What it wrote to its error output: nothing, if it was killed and did not fail.</summary>
    public string Complaints => complaints.ToString();

    public int ExitCode => process.ExitCode;

    /// <param name="arguments">How it runs.</param>
    /// <param name="milestone">The answer that completes <see cref="Milestone"/>.</param>
    public static EngineProcess Start(HostArguments arguments, int milestone)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EngineProcess).Assembly.Location, .. arguments.ToArguments()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = new EngineProcess(Process.Start(start)!, milestone);
        started.Ended = started.Listen();
        return started;
    }

    /// <summary>Sends an order. Null: the process ended before it answered, and whether it obeyed is unknown.</summary>
    public Task<Answer?> Ask(Order order)
    {
        var number = Interlocked.Increment(ref numbers);
        var answer = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[number] = answer;
        try
        {
            lock (gate)
            {
                process.StandardInput.WriteLine(JsonSerializer.Serialize(order with { Number = number }));
                process.StandardInput.Flush();
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            // It is dead.
        }

        if (Ended.IsCompleted)
        {
            answer.TrySetResult(null);
        }

        return answer.Task.WaitAsync(LongestWait);
    }

    /// <summary>Kills it without a warning (SIGKILL).</summary>
    public void Kill() => process.Kill();

    /// <summary>Lets it end in order, which takes a while.</summary>
    public void Stop()
    {
        lock (gate)
        {
            process.StandardInput.Close();
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task Listen()
    {
        var errors = process.StandardError.ReadToEndAsync();
        var answers = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == EngineHost.Ready)
            {
                ready.TrySetResult();
            }
            else if (TryRead(line) is { } answer)
            {
                asked[answer.Number].TrySetResult(answer);
                if (++answers == milestoneAt)
                {
                    milestone.TrySetResult();
                }
            }
        }

        complaints.Append(await errors);
        await process.WaitForExitAsync();
        ready.TrySetResult();
        milestone.TrySetResult();
        _ = Task.Run(LeaveNobodyWaiting);
    }

    /// <summary>Null if the kill cut the line short, or it is none of the answers.</summary>
    private static Answer? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Answer>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task LeaveNobodyWaiting()
    {
        await Ended;
        foreach (var answer in asked.Values)
        {
            answer.TrySetResult(null);
        }
    }
}
