namespace ChangeManagement.Engine.Storage;

/// <summary>A second process tried to open a file that has an owner.</summary>
public sealed class StoreInUseException(string path, Exception? inner = null) : Exception(
    $"{path} is in use by another process. One process owns the file: stop the other one, or give this one a path of its own.", inner)
{
    /// <summary>The file that is owned.</summary>
    public string Path { get; } = path;
}
