using System.Diagnostics;
using ChangeManagement.Engine.Storage;
using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tables;

/// <summary>All operations of one partition or none, in the writer's next commit.</summary>
internal sealed class TableTransaction(string table, string partition, IReadOnlyList<TableOperation> operations) : WriteRequest
{
    private const string InsertSql = "INSERT INTO rows(tbl, part, key, etag, data) VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING";
    private const string ReplaceSql = "UPDATE rows SET etag=?, data=? WHERE tbl=? AND part=? AND key=? AND etag=?";
    private const string DeleteSql = "DELETE FROM rows WHERE tbl=? AND part=? AND key=?";
    private const string RemoveSql = "DELETE FROM rows WHERE tbl=? AND part=? AND key=? AND etag=?";
    private const string PutSql = """
        INSERT INTO rows(tbl, part, key, etag, data) VALUES(?,?,?,?,?)
        ON CONFLICT DO UPDATE SET etag=excluded.etag, data=excluded.data
        """;

    private readonly TaskCompletionSource<TransactionOutcome> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TransactionOutcome? outcome;

    public Task<TransactionOutcome> Outcome => completion.Task;

    public override bool Apply(WriteScope scope)
    {
        var etags = new string[operations.Count];
        for (var i = 0; i < operations.Count; i++)
        {
            var stamp = scope.NextStamp();
            if (!Write(scope.Database, operations[i], stamp))
            {
                outcome = new TransactionOutcome.Conflict(operations[i].Key);
                return false;
            }

            etags[i] = operations[i] is TableOperation.Delete or TableOperation.Remove ? "" : ETag.Show(stamp);
        }

        outcome = new TransactionOutcome.Committed(etags);
        return true;
    }

    public override void Committed() => completion.SetResult(outcome!);

    public override void Failed(Exception reason) => completion.SetException(reason);

    private bool Write(Database database, TableOperation operation, long stamp)
    {
        switch (operation)
        {
            case TableOperation.Insert insert:
                return Upsert(database, InsertSql, insert.Key, stamp, insert.Data) == 1;
            case TableOperation.Put put:
                return Upsert(database, PutSql, put.Key, stamp, put.Data) == 1;
            case TableOperation.Replace replace:
                return database.Prepare(ReplaceSql).With(stamp).With(replace.Data)
                    .With(table).With(partition).With(replace.Key).With(ETag.Read(replace.ETag)).Run() == 1;
            case TableOperation.Delete delete:
                database.Prepare(DeleteSql).With(table).With(partition).With(delete.Key).Run();
                return true;
            case TableOperation.Remove remove:
                return database.Prepare(RemoveSql).With(table).With(partition).With(remove.Key).With(ETag.Read(remove.ETag)).Run() == 1;
            default:
                throw new UnreachableException(operation.GetType().Name);
        }
    }

    private int Upsert(Database database, string sql, string key, long stamp, string data) =>
        database.Prepare(sql).With(table).With(partition).With(key).With(stamp).With(data).Run();
}
