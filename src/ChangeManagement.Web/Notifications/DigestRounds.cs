using System.Collections.Concurrent;
using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Notifications.Delivering;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications;

/// <summary>
/// Sends everybody for whom something waits one message a day, in the morning of their zone. Recorded as any delivery, so that no host and no restart
/// sends it again.
/// </summary>
public sealed class DigestRounds(DailyDigest digest, Deliveries deliveries, RulebookShelf rulebook, ILogger<DigestRounds> logger)
{
    private static readonly TimeOnly Morning = new(8, 0);
    // Whoever had nothing in the morning is not told at noon; a host that was away for an hour still tells.
    private static readonly TimeOnly TooLate = new(12, 0);

    private readonly ConcurrentDictionary<string, DateOnly> seen = new(StringComparer.Ordinal);

    /// <summary>Looks after everybody whose morning it is.</summary>
    /// <returns>How many messages were set off.</returns>
    /// <exception cref="AggregateException">Some were not, each for its reason; everybody else's were. The next look tries those again.</exception>
    public async Task<int> Look(DateTimeOffset now, CancellationToken cancellation)
    {
        var sent = 0;
        var failures = new List<Exception>();
        foreach (var person in rulebook.Current.Directory.People.Values.Where(person => Dates.TimeIn(now, person.Zone) is var time && time >= Morning && time < TooLate))
        {
            var today = Dates.In(now, person.Zone);
            if (seen.GetValueOrDefault(person.Id) != today)
            {
                try
                {
                    sent += await Send(person, today, now, cancellation) ? 1 : 0;
                    seen[person.Id] = today;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // A change that cannot be read silences nobody but those for whom it waits.
                    logger.LogWarning(failure, "The messages of the day were not all sent: {Person} is not told; the next look tries again.", person.Id);
                    failures.Add(failure);
                }
            }
        }

        return failures.Count == 0 ? sent : throw new AggregateException("The messages of the day were not all sent.", failures);
    }

    private async Task<bool> Send(Person person, DateOnly today, DateTimeOffset now, CancellationToken cancellation)
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"digest-{today:yyyy-MM-dd}");
        if (await deliveries.Find(partition, person.Id, cancellation) is not null || await digest.Of(person, now, cancellation) is null)
        {
            return false;
        }

        var recipient = Recipient.Waiting(person.Id, now);
        await deliveries.Begin(
            partition, [new Delivery(person.Id, new DeliveryCause.OfDay(today), now, Batch: person.Id, [recipient])], cancellation);
        return true;
    }
}
