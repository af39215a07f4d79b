namespace ChangeManagement.Register.Anchoring;

/// <summary>Where anchors are kept: apart from the tables, under other hands.</summary>
public interface IAnchorFile
{
    /// <summary>Every complete line from one on, counted from 0; none if there is no file yet.</summary>
    IAsyncEnumerable<string> ReadLines(long from, CancellationToken cancellation);

    /// <summary>Appends lines; complete when they are on disk. What a crash left of a line is taken away before.</summary>
    /// <param name="at">How many lines there are, by which hosts that share a file notice each other.</param>
    /// <exception cref="StoreUnavailableException">Another host has appended since, or the store cannot take them now: read again.</exception>
    Task Append(long at, IReadOnlyList<string> lines, CancellationToken cancellation);
}
