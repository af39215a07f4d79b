using ChangeManagement.Functions.Durable;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Web.Notifications;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Triggers;

/// <summary>
/// What recurs. The host calls each on one instance at a time; one that fails is reported by the host and tried again at its next time. In UTC: second, minute,
/// hour, day, month, day of the week.
/// </summary>
public sealed class Rounds(Sweeper sweeper, Anchors anchors, DigestRounds digest, TimeProvider time, TaskHub hub)
{
    /// <summary>Finishes what was left half done.</summary>
    [Function("sweep")]
    public Task Sweep([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        hub.Use(client);
        return sweeper.Sweep(time.GetUtcNow(), cancellation);
    }

    /// <summary>Writes down outside the register how far it has come.</summary>
    [Function("anchor")]
    public Task Anchor([TimerTrigger("20 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        hub.Use(client);
        return anchors.Write(time.GetUtcNow(), cancellation);
    }

    /// <summary>Sends the message of the day to everybody whose morning it is.</summary>
    [Function("digest")]
    public Task Digest([TimerTrigger("40 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        hub.Use(client);
        return digest.Look(time.GetUtcNow(), cancellation);
    }
}
