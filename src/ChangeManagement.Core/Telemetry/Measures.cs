using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChangeManagement.Telemetry;

/// <summary>
/// What the product tells of itself, for whoever listens; a host exports it. Names of people, texts and paths are in none of it: links carry their secret in
/// the path.
/// </summary>
public static class Measures
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "ChangeManagement";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "change_management.events", unit: "{event}", description: "Events appended to the register, by kind.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "change_management.refusals", unit: "{command}", description: "Commands that were refused, by reason.");

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "change_management.messages", unit: "{attempt}", description: "Attempts to send a message, by channel and outcome.");

    private static readonly Gauge<int> Unfinished = Meter.CreateGauge<int>(
        "change_management.unfinished", unit: "{item}", description: "What the sweeper could not finish, as of its last round.");

    private static readonly Counter<long> Mended = Meter.CreateCounter<long>(
        "change_management.mended", unit: "{change}", description: "Changes that the sweeper found half done, or without their workflow.");

    /// <summary>The spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>An event was appended.</summary>
    /// <param name="kind">As stored.</param>
    public static void Appended(string kind) => Events.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A command was refused.</summary>
    /// <param name="reason">The kind of refusal, never its sentence.</param>
    public static void Refused(string reason) => Refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A message was tried.</summary>
    public static void Tried(string channel, string outcome) =>
        Messages.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The sweeper ended a round.</summary>
    public static void Swept(int mended, int unfinished)
    {
        Mended.Add(mended);
        Unfinished.Record(unfinished);
    }
}
