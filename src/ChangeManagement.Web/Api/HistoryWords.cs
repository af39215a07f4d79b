using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>Events in 001's words for its history, with a sentence each.</summary>
public static class HistoryWords
{
    /// <summary>001's action where it has one, else the event's stored name.</summary>
    public static string Action(string kind) => kind switch
    {
        "submitted" => "created",
        "seat-approved" => "approved",
        "approved" => "approval_complete",
        "implementation-started" => "implemented",
        _ => kind.Replace('-', '_'),
    };

    /// <summary>
    /// What happened, in a sentence. Stages and requirements are called by their titles, which the change knows; one that it no longer asks
    /// for goes by its name.
    /// </summary>
    public static string Details(ChangeEvent @event, Change change) => @event switch
    {
        ChangeEvent.Submitted => "Change request created",
        ChangeEvent.RecordedOutOfScope e => $"Recorded as out of scope: {e.Exception}",
        ChangeEvent.Amended { Assessment: null } e => $"Filled in or corrected: {Fields(e.Changed)}",
        ChangeEvent.Amended { Changed.Values.IsEmpty: true } => "What was approved changed, approvals start again",
        ChangeEvent.Amended e => $"Materially amended, approvals start again: {Fields(e.Changed)}",
        ChangeEvent.MoreAsked e => Asked(e, change),
        ChangeEvent.StageOpened e => $"Approval '{Stage(e.Stage, change)}' asked, due {e.Due:yyyy-MM-dd HH:mm} UTC",
        ChangeEvent.SeatApproved { Verbal: { } verbal } e => $"{e.Person} authorized by voice as {e.Role} ({verbal.How}), recorded by {verbal.RecordedBy}",
        ChangeEvent.SeatApproved e => $"Approved as {e.Role}{For(e.OnBehalfOf, e.Mandate)}{(e.Comments.Length > 0 ? $": {e.Comments}" : "")}{(e.Conditions.IsEmpty ? "" : $" – on condition: {string.Join("; ", e.Conditions)}")}",
        ChangeEvent.SeatRejected e => $"Rejected as {e.Role}{For(e.OnBehalfOf, e.Mandate)}: {e.Reason}",
        ChangeEvent.AnswerStands e => $"The answer of {e.Person} as {e.Seat} counts",
        ChangeEvent.AnswerRetracted e => $"{e.Person} took the answer as {e.Seat} back",
        ChangeEvent.SeatDelegated e => $"{e.From} passed the approval as {e.Role}{(e.OnBehalfOf is null ? "" : $" of {e.OnBehalfOf}")} on to {e.To}{(e.Reason.Length > 0 ? $": {e.Reason}" : "")}",
        ChangeEvent.RecipientUnreachable e => $"{e.Person} could not be reached for '{Stage(e.Stage, change)}', whoever stands in is asked as well: {e.Reason}",
        ChangeEvent.QuestionAsked e => $"{e.Person} asked about '{Stage(e.Stage, change)}': {e.Text}",
        ChangeEvent.QuestionAnswered e => $"{e.Person} answered question {e.Question}: {e.Text}",
        ChangeEvent.AuthorizationContested e => $"{e.Person} did not give the authorization by voice that was recorded as {e.Seat}: {e.Reason}",
        ChangeEvent.AuthorizationNotCounted e => $"The authorization by {e.AuthorizedBy} ({e.How}) is not counted: {e.Reason}",
        ChangeEvent.StageApproved e => $"Approval '{Stage(e.Stage, change)}' is complete",
        ChangeEvent.Approved => "Approved for implementation",
        ChangeEvent.Rejected e => $"Rejected: {e.Reason}",
        ChangeEvent.Expired e => $"Expired: no answer in time at '{Stage(e.Stage, change)}'",
        ChangeEvent.ApprovalWithheld e => $"Recorded as unapproved at '{Stage(e.Stage, change)}': {e.Reason}",
        ChangeEvent.Reminded e => $"Reminded: {Subject(e.Subject, change)}",
        ChangeEvent.Escalated e => $"Escalated: {Subject(e.Subject, change)}",
        ChangeEvent.RequirementAnswered e => $"{e.Requirement} '{Requirement(e.Requirement, e.Name, change)}': {Result(e.Answer)}",
        ChangeEvent.Scheduled e => $"Scheduled for {e.Start:yyyy-MM-dd HH:mm} UTC",
        ChangeEvent.ScheduleMissed e => $"Did not start at {e.Start:yyyy-MM-dd HH:mm} UTC: {e.Reason}",
        ChangeEvent.ImplementationStarted e => $"Implementation started by {e.Implementer}",
        ChangeEvent.Completed e => e.Notes.Length > 0 ? $"Change completed: {e.Notes}" : "Change completed",
        ChangeEvent.ImplementationFailed e => $"Implementation failed: {e.Reason}",
        ChangeEvent.MonitoringEnded => "Monitoring ended",
        ChangeEvent.ProblemReported e => $"{e.Severity} problem reported: {e.Description}{(e.Incident is null ? "" : $" (incident {e.Incident})")}",
        ChangeEvent.RollbackDecisionOpened e => $"{string.Join(" or ", e.Deciders)} decides on a rollback until {e.Due:yyyy-MM-dd HH:mm} UTC: {e.Reason}",
        ChangeEvent.RollbackDecided e => e.RollBack ? $"Decided to roll back: {e.Reason}" : $"Decided to keep the change: {e.Reason}",
        ChangeEvent.RolledBack => "Rolled back",
        ChangeEvent.Held e => $"Put on hold: {e.Reason}",
        ChangeEvent.Resumed => "Resumed",
        ChangeEvent.Withdrawn e => $"Withdrawn: {e.Reason}",
        ChangeEvent.Closed e => $"Closed as {e.Outcome switch { Outcome.Successful => "successful", Outcome.Failed => "failed", _ => "rolled back" }}",
        ChangeEvent.Linked e => e.Relation switch
        {
            Relations.Follows => $"Follows {e.Number}, which failed or was rolled back",
            Relations.FollowedBy => $"Followed by {e.Number}",
            _ => $"{e.Relation}: {e.Number}",
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string For(string? person, Mandate? mandate) => mandate switch
    {
        null => "",
        Mandate.Deputy => $" in place of {person}",
        Mandate.Delegate => $" on behalf of {person}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Fields(Facts changed) => string.Join(", ", changed.Values.Keys);

    private static string Asked(ChangeEvent.MoreAsked e, Change change)
    {
        var more = e.Requirements.Select(requirement => requirement.Title).ToList();
        return more.Count > 0 || !e.Stages.IsEmpty
            ? $"The policy now also asks: {string.Join("; ", e.Stages.IsEmpty ? more : [.. more, $"the approvals {string.Join(", ", e.Stages.Select(stage => stage.Title))}"])}"
            : e.Due.IsEmpty ? $"The risk is now {e.Risk.Level.ToString().ToLowerInvariant()}"
            : $"Deadlines began: {string.Join("; ", e.Due.Select(due => $"{Requirement(due.Kind, due.Name, change)} until {due.Due:yyyy-MM-dd HH:mm} UTC"))}";
    }

    private static string Stage(string name, Change change) =>
        change.Stages.FirstOrDefault(stage => stage.Definition.Name == name)?.Definition.Title ?? name;

    private static string Requirement(RequirementKind kind, string name, Change change) =>
        change.Requirements.FirstOrDefault(requirement => requirement.Kind == kind && requirement.Name == name)?.Title ?? name;

    /// <summary>What was chased: <c>stage:name</c>, <c>duty:kind:name</c>, or a name alone.</summary>
    private static string Subject(string subject, Change change) => subject.Split(':') switch
    {
        ["stage", var name] => Stage(name, change),
        [_, var kind, var name] when Enum.TryParse<RequirementKind>(kind, out var known) => Requirement(known, name, change),
        _ => subject[(subject.LastIndexOf(':') + 1)..].Replace('-', ' '),
    };

    private static string Result(Answer answer) => answer.Result switch
    {
        AnswerResult.Met => "met",
        AnswerResult.Failed => "failed",
        AnswerResult.NotApplicable => "not applicable",
        _ => throw new System.Diagnostics.UnreachableException(),
    } + (answer.Note.Length > 0 ? $" – {answer.Note}" : "");
}
