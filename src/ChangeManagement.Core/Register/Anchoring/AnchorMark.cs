using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register.Anchoring;

/// <summary>
/// What the data remembers of the anchor file, so that one that is cut off is missed, and so that nobody has to read it from its beginning to go on.
/// </summary>
/// <param name="Lines">How many lines it had.</param>
/// <param name="Last">The seal of the last one.</param>
/// <param name="ComparedAt">When the whole register was compared with it last.</param>
/// <param name="Standing">How far the system log and the counters are anchored.</param>
/// <param name="Seal">Covers all of it: whoever could write it otherwise could keep streams from being anchored.</param>
internal sealed record AnchorMark(
    long Lines, string Last, DateTimeOffset ComparedAt, ImmutableSortedDictionary<string, long> Standing, Seal? Seal)
{
    private static readonly AnchorMark Unreadable = new(0, "", DateTimeOffset.MinValue, ImmutableSortedDictionary<string, long>.Empty, Seal: null);

    /// <summary>The mark of a row; one without a seal if the row is damaged.</summary>
    public static AnchorMark Read(string row)
    {
        try
        {
            return Json.Read<AnchorMark>(row) is { Last: not null, Standing: not null } mark ? mark : Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    /// <summary>Sealed.</summary>
    public AnchorMark SealedBy(AuditKeys keys) => this with { Seal = keys.Seal(Content) };

    /// <summary>What is wrong with its seal; null: nothing.</summary>
    public string? Fault(AuditKeys keys) => keys.FaultOf(Seal, Content);

    private string Content => string.Create(
        CultureInfo.InvariantCulture,
        $"mark\n{Lines}\n{Last}\n{ComparedAt.UtcTicks}\n{string.Join('\n', Standing.Select(stream => string.Create(CultureInfo.InvariantCulture, $"{stream.Key} {stream.Value}")))}");
}
