using ChangeManagement.Engine.Threads;
using ChangeManagement.Register;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Storage;

/// <summary>
/// The one writer of the one file. It takes what queued during the last commit, writes it in one transaction with a savepoint per request,
/// syncs once, and only then completes the requests. It never waits for more to come.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int LargestBatch = 64;

    private readonly List<WriteRequest> batch = new(LargestBatch);
    private readonly Database database;
    private readonly WriteQueue queue;
    private readonly WriteScope scope;
    private readonly Checkpoints checkpoints;
    private readonly Action<Exception> fatal;
    private readonly ILogger logger;
    private readonly IWorker worker;

    /// <param name="database">The writing connection; the writer closes it.</param>
    /// <param name="path">The file, to watch its log.</param>
    /// <param name="epoch">The epoch that this opening took.</param>
    /// <param name="capacity">How many requests may wait before more are refused.</param>
    /// <param name="fatal">Stops the process: a write or sync failed, or the file has another owner.</param>
    /// <param name="logger">Told what the writer does not stop for.</param>
    /// <param name="workers">Who does the writing.</param>
    public SqliteWriter(
        Database database, string path, long epoch, int capacity, Action<Exception> fatal, ILogger logger, IWorkers workers)
    {
        this.database = database;
        this.fatal = fatal;
        this.logger = logger;
        queue = new WriteQueue(capacity, () => worker!.Ring());
        scope = new WriteScope(database, epoch);
        checkpoints = new Checkpoints(database, path);
        worker = workers.Start("sqlite writer", WriteQueued);
    }

    /// <summary>Lets a test fail the store at a point.</summary>
    public Action<WriterStep>? Probe { get; set; }

    /// <summary>Requests queued or being written.</summary>
    public int Pending => queue.Pending;

    /// <summary>Commits so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Statements so far, transaction control not included.</summary>
    public long Statements => database.StatementsRun;

    /// <summary>Queues a request.</summary>
    /// <exception cref="StoreUnavailableException">The queue is full, or the store has stopped.</exception>
    public void Submit(WriteRequest request) => queue.Add(request);

    /// <summary>Stops the process because of a failure outside the writer that leaves no way on; nothing more is written.</summary>
    public void Stop(Exception failure)
    {
        queue.Break(new StoreUnavailableException("The engine failed; the process stops and recovers.", inner: failure));
        fatal(failure);
    }

    /// <summary>Closes the file as a crash would: what is queued is not written.</summary>
    public void Abandon()
    {
        queue.Break(new StoreUnavailableException("The process has stopped; the outcome is unknown."));
        Dispose();
    }

    /// <summary>Writes what is queued, empties the log into the file and closes it.</summary>
    public void Dispose()
    {
        queue.Close();
        worker.Join();
        worker.Dispose();
        database.Dispose();
    }

    private Round WriteQueued()
    {
        queue.Take(batch, LargestBatch);
        if (batch.Count > 0)
        {
            Write();
            return Round.Again;
        }

        if (!queue.IsFinished)
        {
            return Round.Wait;
        }

        if (queue.Broken is null)
        {
            BetweenBatches(() => database.Checkpoint(truncate: true));
        }

        return Round.End;
    }

    private void Write()
    {
        if (queue.Broken is { } broken)
        {
            Fail(broken);
            return;
        }

        var outcomes = new Exception?[batch.Count];
        try
        {
            Probe?.Invoke(WriterStep.Begin);
            database.Execute("BEGIN IMMEDIATE");
            CheckEpoch();
            for (var i = 0; i < batch.Count; i++)
            {
                outcomes[i] = ApplyOne(batch[i]);
            }

            Probe?.Invoke(WriterStep.Commit);
            database.Execute("COMMIT");
            Commits++;
            Probe?.Invoke(WriterStep.Committed);
        }
        catch (SqliteFailure failure) when (!failure.EndsTheProcess)
        {
            Undo(failure);
            return;
        }
        catch (Exception failure)
        {
            Break(failure);
            return;
        }

        checkpoints.Count(batch.Count);
        Complete(outcomes);
        BetweenBatches(checkpoints.RunWhenDue);
    }

    private Exception? ApplyOne(WriteRequest request)
    {
        database.Execute("SAVEPOINT request");
        try
        {
            Probe?.Invoke(WriterStep.Apply);
            if (!request.Apply(scope))
            {
                database.Execute("ROLLBACK TO request");
            }
        }
        catch (Exception failure) when (failure is not SqliteFailure { EndsTheProcess: true } && !database.IsAutocommit && !IsFull(failure))
        {
            database.Execute("ROLLBACK TO request");
            database.Execute("RELEASE request");
            return failure;
        }

        database.Execute("RELEASE request");
        return null;
    }

    private static bool IsFull(Exception failure) => failure is SqliteFailure { IsFull: true };

    private void CheckEpoch()
    {
        var found = Schema.Epoch(database);
        if (found != scope.Epoch)
        {
            throw new InvalidOperationException(
                $"Another process has taken the file over (epoch {found}, this one has {scope.Epoch}); this one must stop.");
        }
    }

    private void Undo(SqliteFailure failure)
    {
        BetweenBatches(() =>
        {
            if (!database.IsAutocommit)
            {
                database.Execute("ROLLBACK");
            }
        });
        Fail(failure.IsFull
            ? new StoreUnavailableException("The disk is full; nothing was written. Free space on it.", isFull: true, failure)
            : new StoreUnavailableException("The file is locked from outside; nothing was written.", inner: failure));
    }

    private void Complete(Exception?[] outcomes)
    {
        // Lowered first: whoever is completed may ask at once whether the writer is idle.
        queue.Done(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (outcomes[i] is { } failure)
            {
                batch[i].Failed(failure);
            }
            else
            {
                batch[i].Committed();
            }
        }

        batch.Clear();
    }

    private void Fail(Exception reason)
    {
        queue.Done(batch.Count);
        foreach (var request in batch)
        {
            request.Failed(reason);
        }

        batch.Clear();
    }

    private void Break(Exception failure)
    {
        queue.Break(new StoreUnavailableException(
            "A write to the store failed and its outcome is unknown; the process stops and recovers.", inner: failure));
        fatal(failure);
        Fail(queue.Broken!);
    }

    /// <summary>A full disk leaves the log as it is, for the next time; any other failure stops the process.</summary>
    private void BetweenBatches(Action step)
    {
        try
        {
            step();
        }
        catch (SqliteFailure failure) when (failure.IsFull || failure.IsBusy)
        {
            logger.LogWarning(failure, "The log could not be moved into the file now; it is tried again later.");
        }
        catch (SqliteFailure failure)
        {
            Break(failure);
        }
    }
}
