using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeManagement.Policies;

/// <summary>A time that a policy allows, as its document counts it.</summary>
[JsonConverter(typeof(AllowanceJsonConverter))]
public abstract record Allowance
{
    /// <summary>Wall-clock time: <c>30s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>.</summary>
    public sealed record Elapsed(TimeSpan Time) : Allowance
    {
        /// <inheritdoc/>
        public override string ToString() => Time switch
        {
            // Stored like this and read again: whole numbers only, so 90 minutes stay minutes.
            { Seconds: not 0 } => $"{Time.TotalSeconds:0}s",
            { Minutes: not 0 } => $"{Time.TotalMinutes:0}m",
            { Hours: not 0 } or { TotalHours: <= 72 } => $"{Time.TotalHours:0}h",
            _ => $"{Time.TotalDays:0}d",
        };
    }

    /// <summary>Days of the policy's business calendar: <c>3 business days</c>.</summary>
    public sealed record BusinessDays(int Days) : Allowance
    {
        /// <inheritdoc/>
        public override string ToString() => Days == 1 ? "1 business day" : $"{Days} business days";
    }

    /// <summary>Until the end of the next regular meeting of the policy's board: <c>next cab</c>.</summary>
    public sealed record NextCab : Allowance
    {
        /// <inheritdoc/>
        public override string ToString() => "next cab";
    }

    /// <summary>Reads <c>30s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>, <c>3 business days</c> or <c>next cab</c>.</summary>
    public static bool TryParse(string text, out Allowance? allowance)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        allowance = words switch
        {
            ["next", "cab"] => new NextCab(),
            [var days, "business", "day" or "days"] when Count(days) is { } n => new BusinessDays(n),
            [[.. var seconds, 's']] when Count(seconds) is { } n => new Elapsed(TimeSpan.FromSeconds(n)),
            [[.. var minutes, 'm']] when Count(minutes) is { } n => new Elapsed(TimeSpan.FromMinutes(n)),
            [[.. var hours, 'h']] when Count(hours) is { } n => new Elapsed(TimeSpan.FromHours(n)),
            [[.. var days, 'd']] when Count(days) is { } n => new Elapsed(TimeSpan.FromDays(n)),
            _ => null,
        };
        return allowance is not null;
    }

    private static int? Count(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 10_000 ? n : null;
}

/// <summary>Allowances are stored as the words that policies use.</summary>
internal sealed class AllowanceJsonConverter : JsonConverter<Allowance>
{
    public override Allowance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Allowance.TryParse(reader.GetString() ?? "", out var allowance)
            ? allowance!
            : throw new JsonException($"'{reader.GetString()}' is not an allowance of time, such as 24h or 3 business days.");

    public override void Write(Utf8JsonWriter writer, Allowance value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
