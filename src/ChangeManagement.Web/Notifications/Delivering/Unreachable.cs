using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Register;
using ChangeManagement.Workflows;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>Reports an approver whom no channel reaches, so that whoever stands in is asked at once (A6).</summary>
internal sealed class Unreachable(ChangeDesk desk, Clock clock, ILogger<Unreachable> logger)
{
    /// <summary>Reports that a letter reached nobody. One that asks for no approval is only recorded; a repetition changes nothing.</summary>
    public async Task Report(Letter letter, CancellationToken cancellation)
    {
        logger.LogWarning("{Key} reaches its person by no channel.", letter.Message.Key);
        if (letter is { Stage: { } stage, Message: { Change: { } number, To: var person } })
        {
            await desk.Handle(
                number, new MarkUnreachable(stage, person.Id, "No message reaches them."), new Caller(Actor.Workflow, letter.Message.Key), clock(), cancellation);
        }
    }
}
