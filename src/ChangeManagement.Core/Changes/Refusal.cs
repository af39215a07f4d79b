using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Why a command changed nothing, in a sentence that says what to do. <see cref="Code"/> is stable and part of the API.</summary>
public abstract record Refusal(string Code, string Message)
{
    /// <summary>The person or system may not do that.</summary>
    public abstract record Forbidden(string Code, string Message) : Refusal(Code, Message);

    /// <summary>The change is not where that is possible, or somebody was first.</summary>
    public abstract record Conflict(string Code, string Message) : Refusal(Code, Message);

    /// <summary>What was sent cannot be used.</summary>
    public abstract record Invalid(string Code, string Message) : Refusal(Code, Message);

    /// <summary>Something that the gate needs is missing.</summary>
    public sealed record GateShut(Gate Gate, ImmutableArray<Requirement> Missing) : Conflict(
        "gate-shut",
        $"Before you can {Verb(Gate)} this change, provide: {string.Join("; ", Missing.Select(missing => missing.Title))}.");

    /// <summary>Fields are missing or wrong.</summary>
    public sealed record BadFields(ImmutableArray<FieldError> Problems) : Invalid(
        "invalid-fields", $"Correct these fields and send the request again: {string.Join("; ", Problems.Select(problem => problem.Message))}");

    /// <summary>The policy forbids it.</summary>
    public sealed record AgainstPolicy(Objection Objection) : Invalid("against-policy", Objection.Message);

    /// <summary>Four eyes.</summary>
    public sealed record OwnChange() : Forbidden(
        "own-change", "You requested this change, so somebody else must decide on it; delegate or wait for the other approvers.");

    /// <summary>Only people approve.</summary>
    public sealed record SystemsFillNoSeat() : Forbidden(
        "systems-fill-no-seat", "A system cannot approve a change; ask one of the approvers to open the link they were sent.");

    /// <summary>Systems bring results; people answer for them.</summary>
    public sealed record SystemsReportOnly(string What) : Forbidden(
        "systems-report-only", $"A system reports tests and evidence; ask a person to answer {What}.");

    /// <summary>Not asked.</summary>
    public sealed record NotYourSeat(string Asked) : Forbidden(
        "not-your-seat", $"This decision is asked of {Asked}; you hold none of these roles, nor stand in for somebody who does.");

    /// <summary>Not allowed to do the work.</summary>
    public sealed record NotYourTask(string Task, string Roles) : Forbidden(
        "not-your-task", $"Only {Roles} may {Task} this change; ask one of them.");

    /// <summary>The person was first themselves.</summary>
    public sealed record AlreadyAnswered(string Person, string Decision, DateTimeOffset At) : Conflict(
        "already-answered", $"{Person} has already {Decision} this stage at {At:yyyy-MM-dd HH:mm} UTC; a person fills one seat of a stage.");

    /// <summary>The person to whom the approval was passed on was first.</summary>
    public sealed record AnsweredForYou(string Person, string Decision, DateTimeOffset At) : Conflict(
        "already-answered", $"{Person}, who has your voice, has {Decision} this stage at {At:yyyy-MM-dd HH:mm} UTC; it is heard once.");

    /// <summary>Passed on to somebody else.</summary>
    public sealed record PassedOn(string To) : Conflict(
        "passed-on", $"You passed this approval on to {To}, who is asked instead; talk to them, or end a standing delegation at /delegations.");

    /// <summary>Not to that person.</summary>
    public sealed record BadDelegate(string To, string Why) : Invalid(
        "bad-delegate", $"You cannot pass this approval on to {To}: they {Why}. Choose somebody else.");

    /// <summary>It counts already.</summary>
    public sealed record AnswerCounts(DateTimeOffset Since) : Conflict(
        "answer-counts", $"Your answer counts since {Since:yyyy-MM-dd HH:mm:ss} UTC and cannot be taken back; talk to the requester, who may amend or withdraw the change.");

    /// <summary>Somebody answered it.</summary>
    public sealed record QuestionIsAnswered(string Person, DateTimeOffset At) : Conflict(
        "question-answered", $"{Person} has answered it at {At:yyyy-MM-dd HH:mm} UTC.");

    /// <summary>Somebody was first.</summary>
    public sealed record SeatTaken(string Seat, string Person, string Decision, DateTimeOffset At) : Conflict(
        "seat-taken", $"{Person} {Decision} as {Seat} at {At:yyyy-MM-dd HH:mm} UTC; nothing is left for you to decide here.");

    /// <summary>The chair, or the seat of the final approval, comes last.</summary>
    public sealed record HeardLast(string Role, string Waiting) : Conflict(
        "heard-last", $"The {Role} decides once the others were heard; still to answer: {Waiting}.");

    /// <summary>Nothing to decide.</summary>
    public sealed record NothingToDecide(string State, string Last) : Conflict(
        "nothing-to-decide", $"No approval is open: the change is {State}.{Last}");

    /// <summary>Too late.</summary>
    public sealed record TooLate(DateTimeOffset Expired) : Conflict(
        "too-late", $"The time to answer ended at {Expired:yyyy-MM-dd HH:mm} UTC; the requester may submit the change again.");

    /// <summary>Approved something else.</summary>
    public sealed record ContentChanged() : Conflict(
        "content-changed", "The change was amended since you opened it; read what changed and decide again.");

    /// <summary>Something else was approved.</summary>
    public sealed record ApprovedOtherwise(string What, string Instead) : Conflict(
        "approved-otherwise", $"The approval is bound to {What}, and this says something else. {Instead}");

    /// <summary>No reason given.</summary>
    public sealed record ReasonRequired(string What) : Invalid(
        "reason-required", $"Say why you {What}: the requester and the auditors need the reason.");

    /// <summary>Not possible in this state.</summary>
    public sealed record WrongState(string Task, string State, string Instead) : Conflict(
        "wrong-state", $"You cannot {Task} this change: it is {State}. {Instead}");

    /// <summary>Outside the windows.</summary>
    public sealed record OutsideWindow(string Why, DateTimeOffset? Next) : Conflict(
        "outside-window",
        $"{Why} {(Next is { } next ? $"The next window opens at {next:yyyy-MM-dd HH:mm} UTC; send that as scheduled_time." : "No window is open in the next 400 days; ask for another class or risk.")}");

    /// <summary>Something that was sent is not usable.</summary>
    public sealed record BadInput(string What) : Invalid("invalid-input", What);

    /// <summary>Nobody can fill the seats.</summary>
    public sealed record NobodyToAsk(string Seat) : Invalid(
        "nobody-to-ask", $"Nobody but you can fill the seat '{Seat}'; ask an administrator to name a deputy for the role.");

    private static string Verb(Gate gate) => gate switch
    {
        Gate.Submit => "submit",
        Gate.Approve => "finally approve",
        Gate.Implement => "implement",
        Gate.Complete => "complete",
        Gate.Close => "close",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
