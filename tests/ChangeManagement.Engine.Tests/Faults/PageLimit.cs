using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests.Faults;

/// <summary>Bounds the file to so many pages more than it has.</summary>
internal sealed class PageLimit(int room) : WriteRequest
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Set(SqliteStore store, int room)
    {
        var limit = new PageLimit(room);
        store.Writer.Submit(limit);
        return limit.done.Task;
    }

    public override bool Apply(WriteScope scope)
    {
        var pages = scope.Database.Prepare("PRAGMA page_count").One(row => row.Long(0));
        scope.Database.Execute($"PRAGMA max_page_count={pages + room}");
        return true;
    }

    public override void Committed() => done.SetResult();

    public override void Failed(Exception reason) => done.SetException(reason);
}
