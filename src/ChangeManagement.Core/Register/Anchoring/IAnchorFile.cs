namespace ChangeManagement.Register.Anchoring;

/// <summary>Where anchors are kept: apart from the tables, under other hands.</summary>
public interface IAnchorFile
{
    /// <summary>Every complete line from the first; none if there is no file yet.</summary>
    IAsyncEnumerable<string> ReadLines(CancellationToken cancellation);

    /// <summary>Appends lines; complete when they are on disk. What a crash left of a line is taken away before.</summary>
    Task Append(IReadOnlyList<string> lines, CancellationToken cancellation);
}
