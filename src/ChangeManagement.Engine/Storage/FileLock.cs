namespace ChangeManagement.Engine.Storage;

/// <summary>
/// The operating system's lock on <c>&lt;file&gt;.lock</c>, held as long as the process owns the file. The lock file stays behind on purpose:
/// removing it would let two processes lock two different files of one name.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <exception cref="StoreInUseException">Another process holds the lock.</exception>
    public static FileLock Take(string databasePath)
    {
        try
        {
            return new FileLock(new FileStream(
                databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new StoreInUseException(databasePath, failure);
        }
    }

    public void Dispose() => stream.Dispose();
}
