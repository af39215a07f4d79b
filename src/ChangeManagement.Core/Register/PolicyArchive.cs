using System.Collections.Concurrent;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>The text of every policy that a change was ever submitted under, by its digest: a change keeps its policy for good.</summary>
public sealed class PolicyArchive(ITables tables)
{
    private const string Table = "policies";
    private readonly ConcurrentDictionary<string, Policy> read = new(StringComparer.Ordinal);

    /// <summary>Keeps the text before the first change under it is written.</summary>
    public async Task Keep(Policy policy, CancellationToken cancellation)
    {
        if (!read.ContainsKey(policy.Digest))
        {
            var row = Json.Write(new ArchivedPolicy(policy.Id, policy.Version, policy.Text));
            await tables.Transact(Table, policy.Digest, [new TableOperation.Put("text", row)], cancellation);
            read[policy.Digest] = policy;
        }
    }

    /// <summary>The policy that a change keeps.</summary>
    /// <exception cref="InvalidOperationException">Its text is lost or no longer what it was.</exception>
    public async Task<Policy> Get(PolicyPin pin, CancellationToken cancellation)
    {
        if (read.TryGetValue(pin.Digest, out var known))
        {
            return known;
        }

        var row = await tables.Get(Table, pin.Digest, "text", cancellation)
            ?? throw new InvalidOperationException($"The text of policy {pin.Id} {pin.Version} ({pin.Digest[..12]}) is not in the register.");
        var policy = PolicyReader.Read(pin.Id, Json.Read<ArchivedPolicy>(row.Data).Text).Policy
            ?? throw new InvalidOperationException($"This version cannot read the text of policy {pin.Id} {pin.Version}; run the one that could.");
        return policy.Digest == pin.Digest
            ? read.GetOrAdd(pin.Digest, policy)
            : throw new InvalidOperationException($"The text of policy {pin.Id} {pin.Version} was altered in the register.");
    }
}

/// <summary>A policy's text as it was.</summary>
public sealed record ArchivedPolicy(string Id, string Version, string Text);
