using System.Collections.Immutable;
using System.Text.Json;

namespace ChangeManagement.Web.Api;

// The requests of 001's API and of its extensions in the same style. Names are written in snake_case.

/// <summary>
/// Approve Change Request (001). <paramref name="Role"/>, <paramref name="ContentDigest"/> and <paramref name="MayUndo"/> are ours; the last is
/// false unless it is said.
/// </summary>
internal sealed record ApproveBody(
    bool? Approved, string? Comments, ImmutableArray<string>? Conditions, string? ConditionsBefore, string? Role, string? ContentDigest,
    bool? MayUndo);

/// <summary>Implement Change (001).</summary>
internal sealed record ImplementBody(string? ImplementationPlan, DateTimeOffset? ScheduledTime, bool? MaintenanceWindow);

/// <summary>The part of Complete Change (001) that is not a statement.</summary>
internal sealed record CompleteBody(string? Status, string? Reason, string? Severity);

/// <summary>Answers to requirements of one kind.</summary>
internal sealed record AnswersBody(ImmutableArray<AnswerBody>? Items);

/// <summary>One answer; <paramref name="Result"/> is <c>met</c> (or <c>passed</c>), <c>failed</c> or <c>not_applicable</c>.</summary>
internal sealed record AnswerBody(
    string? Name, string? Result, string? Note, string? Reference, string? Environment, decimal? Coverage,
    ImmutableSortedDictionary<string, string>? Parts);

/// <summary>A reason: withdraw, hold, contest.</summary>
internal sealed record ReasonBody(string? Reason);

/// <summary>Passes the voice in the open stage on; <paramref name="Role"/> null: that of the seat that the caller would fill.</summary>
internal sealed record DelegateBody(string? Stage, string? To, string? Reason, string? Role);

/// <summary>Takes an answer back.</summary>
internal sealed record RetractBody(string? Stage);

/// <summary>A question about what is to be approved.</summary>
internal sealed record QuestionBody(string? Stage, string? Text);

/// <summary>The answer to a question.</summary>
internal sealed record QuestionAnswerBody(string? Text);

/// <summary>A standing delegation; <paramref name="From"/> null: of the caller, <paramref name="Starts"/> null: from now on.</summary>
internal sealed record DelegationBody(
    string? From, string? To, string? Policy, string? Reason, DateTimeOffset? Starts, DateTimeOffset? Ends);

/// <summary>Nothing to say: resume, end a delegation.</summary>
internal sealed record EmptyBody;

/// <summary>A problem during or after the work.</summary>
internal sealed record ProblemBody(string? Severity, string? Description, string? Trigger, string? Incident);

/// <summary>The decision whether to roll back: <c>roll_back</c> or <c>keep</c>.</summary>
internal sealed record RollbackBody(string? Decision, string? Reason);

/// <summary>The rollback is done.</summary>
internal sealed record RolledBackBody(ImmutableSortedDictionary<string, string>? Record);

/// <summary>Texts for what is still open at closure; for a field its value.</summary>
internal sealed record CloseBody(Dictionary<string, JsonElement>? Statements);

/// <summary>A freeze; <paramref name="From"/> null: from now on.</summary>
internal sealed record FreezeBody(string? Policy, string? Occasion, string? Reason, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>An authorization by voice.</summary>
internal sealed record AuthorizeBody(string? AuthorizedBy, string? How, DateTimeOffset? AuthorizedAt, string? Role);

/// <summary>A new token; either <paramref name="Person"/> or <paramref name="System"/>.</summary>
internal sealed record TokenBody(
    string? Name, string? Person, string? System, ImmutableArray<string>? Scopes, string? Policy, DateTimeOffset? Expires);

/// <summary>Raises an event for an orchestration.</summary>
internal sealed record RaiseBody(string? Reason, string? Event, System.Text.Json.JsonElement? Payload, string? EventId);

/// <summary>Which orchestrations to purge, and whether only to count them.</summary>
internal sealed record PurgeBody(
    string? Reason, bool? DryRun, string? State, string? Kind, string? IdPrefix, string? ErrorGroup, string? UpdatedBefore, string? CreatedBefore)
{
    /// <inheritdoc cref="OrchestrationFilter.ToQuery"/>
    public Workflows.WorkflowQuery ToQuery() =>
        new OrchestrationFilter(State, Kind, IdPrefix, ErrorGroup, WaitingFor: null, UpdatedBefore, CreatedBefore).ToQuery();
}
