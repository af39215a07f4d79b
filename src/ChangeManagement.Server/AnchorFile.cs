using System.Runtime.CompilerServices;
using System.Text;
using ChangeManagement.Register.Anchoring;

namespace ChangeManagement.Server;

/// <summary>A file of JSON lines. It belongs on another disk than the data, where nothing of it can be taken back: append-only at best.</summary>
internal sealed class AnchorFile(string path) : IAnchorFile
{
    private const byte EndOfLine = (byte)'\n';

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadLines([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var complete = LengthOfLines(file);
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8);
        for (var read = 0L; read < complete && await reader.ReadLineAsync(cancellation) is { } line;)
        {
            read += Encoding.UTF8.GetByteCount(line) + 1;
            yield return line;
        }
    }

    /// <inheritdoc/>
    public async Task Append(IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var complete = LengthOfLines(file);
        if (complete < file.Length)
        {
            file.SetLength(complete);
        }

        file.Position = complete;
        await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), cancellation);
        file.Flush(flushToDisk: true);
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
