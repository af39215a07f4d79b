using System.Diagnostics.CodeAnalysis;
using ChangeManagement.Engine.Threads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChangeManagement.Engine.Storage;

/// <summary>
/// The one file that engine and register share: its lock, its writer and its readers. Dispose it last; it writes what is queued.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    private readonly FileLock fileLock;

    private SqliteStore(string path, FileLock fileLock, SqliteWriter writer, IWorkers workers)
    {
        Path = path;
        Workers = workers;
        this.fileLock = fileLock;
        Writer = writer;
        Readers = new SqliteReaders(path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Commits since the file was opened.</summary>
    public long Commits => Writer.Commits;

    /// <summary>Statements written since the file was opened, transaction control not included.</summary>
    public long Statements => Writer.Statements;

    internal SqliteWriter Writer { get; }

    internal SqliteReaders Readers { get; }

    /// <summary>Who works on the file: also the engine's workers.</summary>
    internal IWorkers Workers { get; }

    /// <summary>Opens the file as its only owner; creates it and its folder when missing.</summary>
    /// <exception cref="StoreInUseException">Another process owns it.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The store owns and closes them.")]
    public static SqliteStore Open(string path, StoreOptions? options = null, ILogger? logger = null)
    {
        options ??= new StoreOptions();
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var taken = FileLock.Take(full);
        Database? database = null;
        try
        {
            database = Database.OpenWriter(full);
            var epoch = Schema.Open(database, full);
            var writer = new SqliteWriter(
                database, full, epoch, options.QueueLimit, options.OnFatal, logger ?? NullLogger.Instance, options.Workers);
            return new SqliteStore(full, taken, writer, options.Workers);
        }
        catch
        {
            database?.Dispose();
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file as a crash would: what is queued is not written.</summary>
    internal void Abandon()
    {
        Readers.Dispose();
        Writer.Abandon();
        fileLock.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Readers.Dispose();
        Writer.Dispose();
        fileLock.Dispose();
    }
}
