using System.Collections.Immutable;

namespace ChangeManagement.Policies.Reading;

/// <summary>Collects everything that is wrong with one file, so that its author sees it all at once.</summary>
internal sealed class Problems(string file)
{
    private readonly List<FileError> errors = [];

    public bool Any => errors.Count > 0;

    public void Add(int line, int column, string message)
    {
        var error = new FileError(file, line, column, message);
        if (!errors.Contains(error))
        {
            errors.Add(error);
        }
    }

    public ImmutableArray<FileError> InOrder() => [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
