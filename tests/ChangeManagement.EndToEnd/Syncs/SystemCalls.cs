using System.Text.RegularExpressions;

namespace ChangeManagement.EndToEnd.Syncs;

/// <summary>What a server was seen to do, in order, as strace wrote it down.</summary>
internal static partial class SystemCalls
{
    /// <summary>
    /// Reads the lines of strace. A call that another thread interrupts is two lines: a sync counts when it has returned, all else when it
    /// begins, or when its data is shown.
    /// </summary>
    public static IEnumerable<Seen> Read(IEnumerable<string> lines)
    {
        var syncing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var thread = line[..Math.Max(0, line.IndexOf(' ', StringComparison.Ordinal))];
            if (Sync().IsMatch(line) && line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                syncing.Add(thread);
            }
            else if ((Sync().IsMatch(line) || (SyncReturned().IsMatch(line) && syncing.Remove(thread)))
                && line.EndsWith("= 0", StringComparison.Ordinal))
            {
                yield return Seen.LogSynced;
            }
            else if (Write().IsMatch(line))
            {
                yield return Seen.LogWritten;
            }
            else if (Command().IsMatch(line))
            {
                yield return Seen.Command;
            }
            else if (Answer().IsMatch(line))
            {
                yield return Seen.Answer;
            }
        }
    }

    [GeneratedRegex(@"^\d+ +(fsync|fdatasync)\(\d+<[^>]*-wal>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sync();

    [GeneratedRegex(@"^\d+ +<\.\.\. (fsync|fdatasync) resumed>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SyncReturned();

    [GeneratedRegex(@"^\d+ +p?write(64)?\(\d+<[^>]*-wal>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Write();

    [GeneratedRegex(@"^\d+ +(<\.\.\. )?recv(from|msg)\b.*""POST /", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\d+ +send(to|msg)\(.*""HTTP/1\.1 2\d\d ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answer();
}

/// <summary>A step on the way from a command to its answer.</summary>
internal enum Seen
{
    Command,
    LogWritten,
    LogSynced,
    Answer,
}
