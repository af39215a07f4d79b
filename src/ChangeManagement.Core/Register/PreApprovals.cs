using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// The catalogue types that have lost their pre-approval. A type loses it when its failures within the policy's window reach the limit,
/// and gets it back by a change that names it in <c>restores_pre_approval</c>, is approved before its work, and succeeds. The rows lie beside the
/// system log, so that a loss and its fact are one write.
/// </summary>
public sealed class PreApprovals(ITables tables, SystemLog log)
{
    private const string Prefix = "preapproval:";

    /// <summary>Counts a change that has reached its end. Safe to repeat.</summary>
    public async Task Count(Change change, Policy policy, CancellationToken cancellation)
    {
        if (change.State is not ChangeState.Closed(var outcome))
        {
            return;
        }

        var type = change.Facts.Text("change_type");
        if (outcome is not Outcome.Successful && policy.Catalogue.GetValueOrDefault(type) is { PreApproved: true } entry)
        {
            await Update(policy.Id, type, record => Failed(record, change, entry), "pre-approval-lost", change, cancellation);
        }

        // Neither an emergency nor work that is pre-approved itself was approved as a change that people could weigh (W7).
        var restored = change.Assessment.Kind is WorkflowKind.Normal or WorkflowKind.Major ? change.Facts.Text(CatalogueType.RestoringField) : "";
        if (outcome is Outcome.Successful && restored.Length > 0)
        {
            await Update(policy.Id, restored, record => Restored(record, change.EndedAt!.Value), "pre-approval-restored", change, cancellation);
        }
    }

    private static TypeRecord Restored(TypeRecord record, DateTimeOffset at) =>
        record.RestoredAt >= at ? record : new TypeRecord([.. record.Failures.Where(failure => failure.At > at)], LostAt: null, at);

    private static TypeRecord Failed(TypeRecord record, Change change, CatalogueType entry)
    {
        var ended = change.EndedAt!.Value;
        if (ended <= record.RestoredAt)
        {
            // Counted before; it is looked at again because something was added to it since.
            return record;
        }

        var failures = record.Failures
            .Where(failure => failure.Number != change.Number && (entry.FailureWindow is not { } window || ended - failure.At <= window))
            .Append(new TypeFailure(change.Number, ended))
            .ToImmutableArray();
        return record with { Failures = failures, LostAt = record.LostAt ?? (failures.Length >= entry.FailureLimit ? ended : (DateTimeOffset?)null) };
    }

    private async Task Update(
        string policyId, string type, Func<TypeRecord, TypeRecord> next, string kind, Change change, CancellationToken cancellation)
    {
        while (!await TryUpdate(KeyOf(policyId, type), next, kind, new PreApprovalChanged(policyId, type, change.Number), change, cancellation))
        {
        }
    }

    private async Task<bool> TryUpdate(
        string key, Func<TypeRecord, TypeRecord> next, string kind, PreApprovalChanged fact, Change change, CancellationToken cancellation)
    {
        var row = await tables.Get(SystemLog.Table, SystemLog.Stream, key, cancellation);
        var before = row is null ? new TypeRecord([], LostAt: null) : Json.Read<TypeRecord>(row.Data);
        var after = next(before);
        var data = Json.Write(after);
        TableOperation write = row is null ? new TableOperation.Insert(key, data) : new TableOperation.Replace(key, data, row.ETag);
        var stands = StandingFacts.PutLost(new LostPreApproval(fact.Policy, fact.Type), after.LostAt is not null);
        return before.LostAt is null != after.LostAt is null
            ? await log.TryAppend(kind, fact, new Caller(Actor.Workflow, change.Number), change.EndedAt!.Value, cancellation, write, stands) is not null
            : await tables.Transact(SystemLog.Table, SystemLog.Stream, [write], cancellation) is TransactionOutcome.Committed;
    }

    private static string KeyOf(string policyId, string type) => $"{Prefix}{policyId}:{type}";

    private sealed record TypeRecord(ImmutableArray<TypeFailure> Failures, DateTimeOffset? LostAt, DateTimeOffset? RestoredAt = null);

    private sealed record TypeFailure(string Number, DateTimeOffset At);

    private sealed record PreApprovalChanged(string Policy, string Type, string Change);
}
