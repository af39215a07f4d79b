using System.Text;
using System.Text.Json;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>A line of the outside file: an activity has begun or, with a result, is done.</summary>
internal sealed record Trail(Work Work, string? Result);

/// <summary>
/// Where activities leave a trail that no crash takes back: each line is with the operating system before the activity goes on. In the file one
/// sees that they ran, how often, and what they were told.
/// </summary>
internal sealed class OutsideFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> begun = new(StringComparer.Ordinal);
    private readonly FileStream file;
    private readonly string process = $"p{Environment.ProcessId}";
    private int results;

    public OutsideFile(string path)
    {
        foreach (var trail in Read(path))
        {
            Count(trail);
        }

        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        // A line that the kill cut short must not swallow the next one.
        file.Write("\n"u8);
    }

    /// <summary>What was left so far; lines that a kill cut short are passed over.</summary>
    public static List<Trail> Read(string path)
    {
        var trails = new List<Trail>();
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.EndsWith('}') && line.StartsWith('{'))
            {
                trails.Add(JsonSerializer.Deserialize<Trail>(line)!);
            }
        }

        return trails;
    }

    /// <summary>The activity. Gives another result at every run, so that one sees which was taken.</summary>
    public async Task<string> Do(Work work, CancellationToken cancellation)
    {
        if (Write(new Trail(work, Result: null)) <= work.Failures)
        {
            throw new InvalidOperationException("not yet");
        }

        await Task.Delay(work.Milliseconds, cancellation);
        var result = $"{process}-{Interlocked.Increment(ref results)}";
        Write(new Trail(work, result));
        return result;
    }

    public void Dispose() => file.Dispose();

    /// <summary>How often the work has begun.</summary>
    private int Write(Trail trail)
    {
        lock (gate)
        {
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(trail) + "\n"));
            return Count(trail);
        }
    }

    private int Count(Trail trail) =>
        begun[trail.Work.Key] = begun.GetValueOrDefault(trail.Work.Key) + (trail.Result is null ? 1 : 0);
}
