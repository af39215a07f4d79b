using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications;

/// <summary>
/// The codes that are typed on the pages of links (A2), so many tries for each link: then it takes none any more, right or wrong, until its
/// message was sent anew. Every try is written before it is answered, on the count that it was judged by, so that many at once are no more tries.
/// </summary>
public sealed class ApprovalCodes(ITables tables, ApprovalLinks links, TimeProvider time)
{
    /// <summary>How many wrong codes a link takes.</summary>
    public const int MostWrong = 5;

    private const string Table = "links";
    private const string Partition = "codes";
    private const int MostMessages = 3;
    private const int MostAttempts = 50;
    private static readonly TimeSpan MessagesCountFor = TimeSpan.FromDays(1);

    /// <summary>False once the link has taken too many wrong codes.</summary>
    public async Task<bool> AreTaken(string token, CancellationToken cancellation) =>
        (await Read(Tokens.HashOf(token), cancellation)).Tries.Wrong < MostWrong;

    /// <summary>Judges what was typed, and counts it.</summary>
    public async Task<CodeCheck> Check(string token, string typed, CancellationToken cancellation)
    {
        var key = Tokens.HashOf(token);
        var isRight = await links.IsCode(token, typed, cancellation);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (tries, row) = await Read(key, cancellation);
            if (tries.Wrong >= MostWrong)
            {
                return new CodeCheck.Wrong(Left: 0);
            }

            var counted = tries with { Wrong = isRight ? 0 : tries.Wrong + 1 };
            if (await Write(key, counted, row, cancellation))
            {
                return isRight ? new CodeCheck.Right() : new CodeCheck.Wrong(MostWrong - counted.Wrong);
            }
        }

        throw new StoreUnavailableException("Codes of this link are being tried by many at once; try again.");
    }

    /// <summary>Lets the link take codes again, for a message that is to be sent anew; false if that was done too often lately.</summary>
    public async Task<bool> Renew(string token, CancellationToken cancellation)
    {
        var key = Tokens.HashOf(token);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (tries, row) = await Read(key, cancellation);
            var now = time.GetUtcNow();
            var lately = tries.Messages.Where(at => at > now - MessagesCountFor).ToList();
            if (lately.Count >= MostMessages)
            {
                return false;
            }

            if (await Write(key, new Tries(Wrong: 0, [.. lately, now]), row, cancellation))
            {
                return true;
            }
        }

        throw new StoreUnavailableException("Codes of this link are being tried by many at once; try again.");
    }

    private async Task<(Tries Tries, TableRow? Row)> Read(string key, CancellationToken cancellation) =>
        await tables.Get(Table, Partition, key, cancellation) is { } row ? (Json.Read<Tries>(row.Data), row) : (new Tries(0, []), null);

    private async Task<bool> Write(string key, Tries tries, TableRow? row, CancellationToken cancellation)
    {
        var data = Json.Write(tries);
        TableOperation operation = row is null ? new TableOperation.Insert(key, data) : new TableOperation.Replace(key, data, row.ETag);
        return await tables.Transact(Table, Partition, [operation], cancellation) is TransactionOutcome.Committed;
    }

    private sealed record Tries(int Wrong, IReadOnlyList<DateTimeOffset> Messages);
}

/// <summary>What a typed code is worth.</summary>
public abstract record CodeCheck
{
    /// <summary>It is the one of the message.</summary>
    public sealed record Right : CodeCheck;

    /// <summary>It is not, or the link takes none any more.</summary>
    /// <param name="Left">How many tries are left.</param>
    public sealed record Wrong(int Left) : CodeCheck;
}
