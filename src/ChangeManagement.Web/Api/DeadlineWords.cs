using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>What comes next, in words.</summary>
public static class DeadlineWords
{
    /// <summary>One deadline of a change.</summary>
    public static string Of(Deadline deadline, Change change) => deadline switch
    {
        Deadline.StageChase { What: ChaseStep.Remind } chase => $"The open seats of \"{Title(change, chase.Stage)}\" are reminded.",
        Deadline.StageChase { What: ChaseStep.Escalate } chase => $"\"{Title(change, chase.Stage)}\" is escalated to managers and deputies.",
        Deadline.StageChase { What: ChaseStep.Expire } chase => $"\"{Title(change, chase.Stage)}\" expires without an answer.",
        Deadline.AnswerStands answer => $"The answer of {answer.Person} to \"{Title(change, answer.Stage)}\" counts.",
        Deadline.DutyReminder reminder => $"Reminder: {Title(change, reminder.Duty)}.",
        Deadline.DutyOverdue overdue => $"Due: {Title(change, overdue.Duty)}.",
        Deadline.ScheduledStart => "The implementation starts.",
        Deadline.MonitoringEnd => "The monitoring time ends.",
        Deadline.RollbackDecisionDue => "The decision whether to roll back is due.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Title(Change change, string stage) =>
        change.Stages.First(progress => progress.Definition.Name == stage).Definition.Title;

    private static string Title(Change change, RequirementKey key) =>
        change.Requirements.FirstOrDefault(requirement => RequirementKey.Of(requirement) == key)?.Title ?? key.Name;
}
