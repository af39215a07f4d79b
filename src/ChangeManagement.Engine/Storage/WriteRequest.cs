namespace ChangeManagement.Engine.Storage;

/// <summary>Something to be written in one piece. The writer puts several into one commit.</summary>
internal abstract class WriteRequest
{
    /// <summary>Whether a full queue may turn it away; false for what the engine must finish once begun.</summary>
    public virtual bool MayBeRefused => true;

    /// <summary>
    /// Writes, on the writer's thread and inside its transaction. False undoes what this request wrote and is no failure;
    /// an exception undoes it as well and ends in <see cref="Failed"/>.
    /// </summary>
    public abstract bool Apply(WriteScope scope);

    /// <summary>It is on disk, or undone by its own answer. Called on the writer's thread: hand over and return.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it is on disk, unless <paramref name="reason"/> says that the outcome is unknown.</summary>
    public abstract void Failed(Exception reason);
}

/// <summary>What a request writes with.</summary>
/// <param name="Database">The writing connection.</param>
/// <param name="Epoch">The number of this opening of the file.</param>
internal sealed record WriteScope(Database Database, long Epoch)
{
    private long stamps;

    /// <summary>A number that this file never gave before: the epoch above, a counter below.</summary>
    public long NextStamp() => (Epoch << 40) | ++stamps;
}
