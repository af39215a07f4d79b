using System.Collections.Concurrent;

namespace ChangeManagement.Engine.Storage;

/// <summary>Read-only connections, kept for the next reader. Each read sees everything committed before it.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<Database> idle = [];
    private volatile bool disposed;

    /// <summary>Reads with a connection of its own.</summary>
    public TResult Read<TState, TResult>(TState state, Func<Database, TState, TResult> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var database = idle.TryTake(out var kept) ? kept : Database.OpenReader(path);
        try
        {
            return read(database, state);
        }
        finally
        {
            idle.Add(database);
            if (disposed)
            {
                CloseIdle();
            }
        }
    }

    public void Dispose()
    {
        disposed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (idle.TryTake(out var database))
        {
            database.Dispose();
        }
    }
}
