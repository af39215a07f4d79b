using System.Globalization;

namespace ChangeManagement.Register.Anchoring;

/// <summary>One line of the anchor file: how far a stream, or the counter of a year, had come.</summary>
/// <param name="Stream">A change's number, <c>log</c>, or <c>counter-2026</c>.</param>
/// <param name="Version">How many events it had; of a counter the last number given out.</param>
/// <param name="Digest">The seal of its last event; of a counter empty.</param>
/// <param name="At">When it was anchored.</param>
/// <param name="Previous">The seal of the line before; empty for the first.</param>
/// <param name="Seal">Covers the line; null: somebody else wrote it.</param>
public sealed record Anchor(string Stream, long Version, string Digest, DateTimeOffset At, string Previous, Seal? Seal)
{
    private const string CounterPrefix = "counter-";

    /// <summary>The line, sealed as the one that follows another.</summary>
    public Anchor After(string previous, AuditKeys keys)
    {
        var chained = this with { Previous = previous };
        return chained with { Seal = keys.Seal(chained.Content) };
    }

    /// <summary>What is wrong with its seal; null: nothing.</summary>
    public string? Fault(AuditKeys keys) => keys.FaultOf(Seal, Content);

    /// <summary>The name that the counter of a year is anchored by.</summary>
    public static string CounterOf(int year) => string.Create(CultureInfo.InvariantCulture, $"{CounterPrefix}{year}");

    private string Content =>
        string.Create(CultureInfo.InvariantCulture, $"anchor\n{Stream}\n{Version}\n{Digest}\n{At.UtcTicks}\n{Previous}");
}
