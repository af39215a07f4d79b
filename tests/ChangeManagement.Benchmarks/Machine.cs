using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ChangeManagement.Benchmarks;

/// <summary>Where and when a benchmark ran.</summary>
internal static class Machine
{
    /// <summary>As lines of a list.</summary>
    public static string ToMarkdown() => new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"- Date: {DateTime.UtcNow:yyyy-MM-dd}")
        .AppendLine($"- Machine: {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}")
        .AppendLine($"- Load average of the machine at the end: {Load()}")
        .ToString();

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
