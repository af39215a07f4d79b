namespace ChangeManagement.Register;

/// <summary>
/// Remembers the keys of calls that change nothing. They are simply made again when repeated; what has to be kept is that a key stands for
/// one body.
/// </summary>
public sealed class HarmlessCalls(ITables tables)
{
    private const string Table = "calls";
    private const string Partition = "harmless";

    /// <summary>False if the key came before with another body.</summary>
    public async Task<bool> Remember(Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await Idempotency.Find(tables, Table, Partition, caller, now, cancellation) is { } before)
        {
            return before.BodyDigest == caller.Idempotency!.BodyDigest;
        }

        TableOperation[] row = [.. Idempotency.Row(caller, number: "", version: 0, now)];
        if (row.Length > 0)
        {
            await tables.Transact(Table, Partition, row, cancellation);
        }

        return true;
    }
}
