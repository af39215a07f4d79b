using System.Runtime.CompilerServices;
using System.Text;
using ChangeManagement.Register.Anchoring;

namespace ChangeManagement.Server;

/// <summary>A file of JSON lines. It belongs on another disk than the data, where nothing of it can be taken back: append-only at best.</summary>
internal sealed class AnchorFile(string path) : IAnchorFile
{
    private const byte EndOfLine = (byte)'\n';

    // Where the line of a number begins, so that nothing is read from the beginning to go on at the end.
    private (long Line, long Offset) known;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadLines(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var complete = LengthOfLines(file);
        var (number, read) = known is var (line, offset) && line <= from && offset <= complete ? (line, offset) : (0, 0);
        file.Position = read;
        using var reader = new StreamReader(file, Encoding.UTF8);
        for (; read < complete && await reader.ReadLineAsync(cancellation) is { } text; number++)
        {
            read += Encoding.UTF8.GetByteCount(text) + 1;
            if (number >= from)
            {
                yield return text;
            }
        }
    }

    /// <inheritdoc/>
    public async Task Append(long at, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var complete = LengthOfLines(file);
        if (complete < file.Length)
        {
            file.SetLength(complete);
        }

        file.Position = complete;
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        await file.WriteAsync(bytes, cancellation);
        file.Flush(flushToDisk: true);
        known = (at + lines.Count - 1, complete + bytes.Length - Encoding.UTF8.GetByteCount(lines[^1]) - 1);
    }

    /// <summary>Up to the last end of a line: a crash may have left a part of one behind it.</summary>
    private static long LengthOfLines(FileStream file)
    {
        for (var length = file.Length; length > 0; length--)
        {
            file.Position = length - 1;
            if (file.ReadByte() == EndOfLine)
            {
                return length;
            }
        }

        return 0;
    }
}
