using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;

namespace ChangeManagement.Register;

/// <summary>
/// When a workflow that stays behind its change is rung: 1, 2, 4, 8 … minutes after it fell behind, and then every hour. A lost ring is made good by the
/// first; where work fails, the workflow itself tries it again, and more rings would only fill its history. Hosts need not agree on it: they ring for the same
/// occasions, of which a workflow hears each once. But what it does not hear lies in its history too, so a host remembers what it has rung.
/// </summary>
internal sealed class RarerRings
{
    private const int MinutesOfAnHour = 60;

    private readonly ConcurrentDictionary<string, (string Occasion, DateTimeOffset At)> rung = new(StringComparer.Ordinal);

    /// <summary>What to ring for now.</summary>
    /// <param name="since">When the workflow should have seen the change as it is.</param>
    public static string Occasion(ChangeSummary change, DateTimeOffset since, DateTimeOffset now)
    {
        var minutes = Math.Max(1, (int)(now - since).TotalMinutes);
        var due = minutes < MinutesOfAnHour ? 1 << BitOperations.Log2((uint)minutes) : minutes - (minutes % MinutesOfAnHour);
        return string.Create(CultureInfo.InvariantCulture, $"sweep-v{change.Version}-{since.UtcTicks}-{due}");
    }

    /// <summary>Whether this host has rung for an occasion.</summary>
    public bool Knows(string workflowId, string occasion) => rung.TryGetValue(workflowId, out var last) && last.Occasion == occasion;

    /// <summary>Remembers that it was rung.</summary>
    public void Remember(string workflowId, string occasion, DateTimeOffset now) => rung[workflowId] = (occasion, now);

    /// <summary>Forgets what no workflow is rung for any more.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (workflowId, last) in rung)
        {
            if (now - last.At > TimeSpan.FromMinutes(MinutesOfAnHour))
            {
                rung.TryRemove(workflowId, out _);
            }
        }
    }
}
