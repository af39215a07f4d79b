using System.Globalization;

namespace Azure.Data.Tables.Requests;

/// <summary>Values inside a filter: text in quotes, quotes in it doubled.</summary>
internal sealed class Filters : IFormatProvider, ICustomFormatter
{
    public object GetFormat(Type formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string format, object arg, IFormatProvider formatProvider) => arg switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        DateTimeOffset time => $"datetime'{time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)}'",
        _ => throw new NotSupportedException($"A filter by {arg?.GetType().Name ?? "null"} needs the package Azure.Data.Tables (AzurePackages=nuget)."),
    };
}
