using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChangeManagement.Testing;

namespace ChangeManagement.Functions.Tests.Rows;

/// <summary>Looks into tables with a client that shares nothing with ours: the npm package @azure/data-tables.</summary>
internal static class OtherClient
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Rows");
    private static readonly Lazy<Task<string>> Installed = new(() => Npm.Install(Scripts));

    /// <summary>Every row of the tables whose names begin with a prefix.</summary>
    public static async Task<IReadOnlyList<FoundRow>> Look(string connection, string prefix)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Scripts, "look.mjs"), await Installed.Value, connection, prefix])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await complained);
        return [.. (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static FoundRow Read(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        return new FoundRow(
            row.GetProperty("table").GetString()!,
            row.GetProperty("partition").GetString()!,
            row.GetProperty("key").GetString()!,
            row.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!, StringComparer.Ordinal));
    }
}

/// <summary>A row as another client sees it.</summary>
internal sealed record FoundRow(string Table, string Partition, string Key, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Names the transaction that wrote it.</summary>
    public string Stamp => Properties["stamp"];

    /// <summary>Its parts, put together as the README says.</summary>
    public JsonElement Data => JsonDocument.Parse(string.Concat(Parts)).RootElement;

    /// <summary><c>data</c>, <c>data_1</c> and so on.</summary>
    public IReadOnlyList<string> Parts =>
        [.. Enumerable.Range(0, Properties.Count - 1).Select(part => Properties[part == 0 ? "data" : string.Create(CultureInfo.InvariantCulture, $"data_{part}")])];

    /// <inheritdoc/>
    public override string ToString() => $"{Table} {Partition} {Key}";
}
