using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Register;

/// <summary>One change as lists and reports show it; a projection that can be made again from the events at any time.</summary>
public sealed record ChangeSummary
{
    /// <summary><c>CHG-2026-001</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The version that it shows.</summary>
    public required long Version { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The policy's id.</summary>
    public required string Policy { get; init; }

    /// <summary>The class, a name of the policy's own.</summary>
    public required string Class { get; init; }

    /// <summary>Which orchestrator runs it.</summary>
    public required WorkflowKind Kind { get; init; }

    /// <summary>The level of risk.</summary>
    public required RiskLevel Risk { get; init; }

    /// <summary>The stored name of its state.</summary>
    public required string State { get; init; }

    /// <summary>How it ended; null: it has not, or not by its work.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The priority that the request states; empty: none.</summary>
    public required string Priority { get; init; }

    /// <summary>The type that the request states; empty: none.</summary>
    public required string Type { get; init; }

    /// <summary>Who asked.</summary>
    public required string Requester { get; init; }

    /// <summary>The affected systems.</summary>
    public required ImmutableArray<string> Systems { get; init; }

    /// <summary>The roles of the seats that are open.</summary>
    public required ImmutableArray<string> WaitingFor { get; init; }

    /// <summary>The lists in which people find that it may wait for them (<see cref="WaitingLists"/>).</summary>
    public ImmutableArray<string> WaitsIn { get; init; } = [];

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When its last fact happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was approved; null: not yet.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When its work began; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its work was done; null: not yet.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When its work should have begun: the request plus the deadlines of review and approval; null: it has no such target.</summary>
    public DateTimeOffset? LeadTimeDue { get; init; }

    /// <summary>True once its work has come to an end, whichever: what rates count (decision 7).</summary>
    [JsonIgnore]
    public bool IsImplemented => State is "completed" or "failed" or "rolling-back" or "rolled-back" or "closed";

    /// <summary>True if its work was done and stands.</summary>
    [JsonIgnore]
    public bool IsSuccessful => State is "completed" || Outcome is Changes.Outcome.Successful;

    /// <summary>True if its work is or has to be undone.</summary>
    [JsonIgnore]
    public bool IsRolledBack => State is "rolling-back" or "rolled-back" || Outcome is Changes.Outcome.RolledBack;

    /// <summary>From the request to the beginning of the work; null: it has not begun.</summary>
    [JsonIgnore]
    public TimeSpan? LeadTime => StartedAt - SubmittedAt;

    /// <summary>The next deadline; null: none.</summary>
    public DateTimeOffset? NextDeadline { get; init; }

    /// <summary>The current workflow.</summary>
    public required string WorkflowId { get; init; }

    /// <summary>Problems reported until 24 hours after the implementation.</summary>
    public int Problems { get; init; }

    /// <summary>The summary of a change.</summary>
    public static ChangeSummary Of(Change change) => new()
    {
        Number = change.Number,
        Version = change.Version,
        Title = change.Title,
        Policy = change.Policy.Id,
        Class = change.Assessment.Class,
        Kind = change.Assessment.Kind,
        Risk = change.Assessment.Risk.Level,
        State = change.State.Name,
        Outcome = change.State is ChangeState.Closed(var outcome) ? outcome : null,
        Priority = change.Facts.Text("priority"),
        Type = change.Facts.Text("change_type"),
        Requester = change.Requester,
        Systems = change.Facts.List("affected_systems"),
        WaitingFor = change.OpenStage is { } stage
            ? [.. stage.OpenSeats.SelectMany(seat => seat.Roles).Distinct(StringComparer.Ordinal)]
            : [],
        WaitsIn = WaitingLists.Of(change),
        SubmittedAt = change.SubmittedAt,
        UpdatedAt = change.UpdatedAt,
        ApprovedAt = change.ApprovedAt,
        StartedAt = change.StartedAt,
        CompletedAt = change.CompletedAt,
        LeadTimeDue = change.SubmittedAt + change.Assessment.LeadTimeTarget,
        NextDeadline = Deadline.Of(change).FirstOrDefault()?.At,
        WorkflowId = change.WorkflowId,
        Problems = change.ProblemsThatCount.Count(),
    };
}
