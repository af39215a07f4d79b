using ChangeManagement.Engine.Threads;

namespace ChangeManagement.Engine.Storage;

/// <summary>How the one file is written.</summary>
public sealed class StoreOptions
{
    /// <summary>How many writes may wait before more are refused with 503. Default 4096; at least 1.</summary>
    public int QueueLimit { get; set; } = 4096;

    /// <summary>
    /// Called when a write or sync failed, or another process took the file over. It must end the process, which recovers when it starts
    /// again; going on could acknowledge what is not on disk. Default: <see cref="Environment.FailFast(string, Exception)"/>.
    /// </summary>
    public Action<Exception> OnFatal { get; set; } =
        failure => Environment.FailFast("The store failed; the process stops so that it can recover what is on disk.", failure);

    /// <summary>Who works on the file and for its engine. Default: threads.</summary>
    internal IWorkers Workers { get; set; } = ThreadWorkers.Instance;
}
