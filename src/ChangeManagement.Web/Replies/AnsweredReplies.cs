using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications.Messages;

namespace ChangeManagement.Web.Replies;

/// <summary>Which mails were taken and what their people were told, so that SendGrid's repetitions, for three days, do nothing again.</summary>
internal sealed class AnsweredReplies(ITables tables, TimeProvider time)
{
    private const string Table = "replies";

    /// <summary>Whether the mail was taken to its end before.</summary>
    public async Task<bool> Knows(Letter letter, CancellationToken cancellation) =>
        await tables.Get(Table, PartitionOf(letter), $"mail-{letter.Cause}", cancellation) is not null;

    /// <summary>Takes note that it was.</summary>
    public Task Remember(Letter letter, CancellationToken cancellation) =>
        tables.Transact(
            Table, PartitionOf(letter), [new TableOperation.Put($"mail-{letter.Cause}", Json.Write(new Told(letter.Cause, time.GetUtcNow())))], cancellation);

    /// <summary>Whether the person is to be told something that is told once; the same mail may ask again until it is known.</summary>
    /// <returns>Since when the person is to be told; null: another mail brought it about before.</returns>
    public async Task<DateTimeOffset?> TellOnce(Letter letter, HelpTopic topic, CancellationToken cancellation)
    {
        var (partition, key) = (PartitionOf(letter), $"told-{topic.ToString().ToLowerInvariant()}");
        var told = new Told(letter.Cause, time.GetUtcNow());
        if (await tables.Transact(Table, partition, [new TableOperation.Insert(key, Json.Write(told))], cancellation) is TransactionOutcome.Committed)
        {
            return told.At;
        }

        return await tables.Get(Table, partition, key, cancellation) is { } row && Json.Read<Told>(row.Data) is var before && before.Cause == letter.Cause
            ? before.At
            : null;
    }

    private static string PartitionOf(Letter letter) => Tokens.HashOf(letter.Key);

    /// <param name="Cause">The mail that brought it about.</param>
    private sealed record Told(string Cause, DateTimeOffset At);
}
