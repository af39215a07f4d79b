namespace ChangeManagement.Policies;

/// <summary>A file as its store hands it over; nothing here reads a disk.</summary>
/// <param name="Name">The name that errors show, for example <c>policies/build-os.yaml</c>.</param>
/// <param name="Text">The whole text.</param>
public sealed record SourceFile(string Name, string Text);

/// <summary>What is wrong with a file, and where. The message says what would be right.</summary>
/// <param name="File">The name of the <see cref="SourceFile"/>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">For example <c>unknown role 'securty-team'; did you mean 'security-team'?</c></param>
public sealed record FileError(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}
