using System.Text.RegularExpressions;

namespace ChangeManagement.Functions.Tests.Rows;

/// <summary>Where rows may lie, as the README of the Azure services promises it.</summary>
internal static partial class Layout
{
    /// <summary>Its places, by the line of the README.</summary>
    public static IReadOnlyList<Place> Read() =>
    [
        .. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rows", "README.md"))
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 7 && cells[1].StartsWith('`')
           select new Place($"{cells[1]} {cells[2]} {cells[3]}", cells[1].Trim('`'), Pattern(cells[2]), Pattern(cells[3])),
    ];

    private static Regex Pattern(string cell)
    {
        var escaped = Blank().Replace(Regex.Escape(cell.Trim('`')), blank => blank.Groups["name"].Value switch
        {
            "number" => @"CHG-\d{4}-\d{3,9}",
            "seq" => @"\d{8}",
            "hash" => "[0-9a-f]{64}",
            "year" => @"\d{4}",
            "newest" => @"\d{4}-\d{9}",
            "line" => @"\d{12}",
            "ticks" => @"\d{19}",
            "text" => ".+",
            var unknown => throw new InvalidOperationException($"The README does not say what {{{unknown}}} is."),
        });
        return new Regex($"^{escaped}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex(@"\\{(?<name>\w+)}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}

/// <summary>A line of the README.</summary>
/// <param name="Line">Its first three cells, as they stand there.</param>
internal sealed record Place(string Line, string Table, Regex Partition, Regex Key)
{
    /// <summary>True if the row may lie there.</summary>
    public bool Takes(FoundRow row) => row.Table == Table && Partition.IsMatch(row.Partition) && Key.IsMatch(row.Key);
}
