using ChangeManagement.Changes;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Register;

/// <summary>
/// Writes into the log what whoever runs the product wants to be woken by; alerts look for these words. The people of the change are told by
/// messages, with names and reasons; a log is read by more people, so here stands neither.
/// </summary>
public sealed class Alarms(ILogger<Alarms> logger)
{
    /// <summary>Looks at what was just appended to a change; most events are no alarm.</summary>
    public void Raise(string number, IEnumerable<ChangeEvent> appended)
    {
        foreach (var @event in appended)
        {
            switch (@event)
            {
                case ChangeEvent.ImplementationFailed or ChangeEvent.ProblemReported or ChangeEvent.RolledBack:
                    logger.LogWarning("{Number} went wrong: {Event}.", number, EventKinds.Of(@event));
                    break;
                case ChangeEvent.Escalated { Subject: var subject }:
                    logger.LogWarning("{Number} is late: {Subject}.", number, subject);
                    break;
                case ChangeEvent.Expired or ChangeEvent.ScheduleMissed:
                    logger.LogWarning("{Number} is late: {Event}.", number, EventKinds.Of(@event));
                    break;
            }
        }
    }
}
