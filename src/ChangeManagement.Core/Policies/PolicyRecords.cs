using System.Collections.Immutable;
using ChangeManagement.Calendars;

namespace ChangeManagement.Policies;

/// <summary>When the policy itself is reviewed.</summary>
/// <param name="Last">The last review.</param>
/// <param name="Next">The next one; null: only the cycle is known.</param>
/// <param name="Cycle">The document's words, for example <c>quarterly</c>.</param>
/// <param name="By">The role that reviews; null: the administrators see to it.</param>
public sealed record ReviewDates(DateOnly? Last, DateOnly? Next, string? Cycle, string? By = null)
{
    /// <summary>True on and after the day of the next review.</summary>
    public bool IsDue(DateOnly today) => Next is { } next && today >= next;
}

/// <summary>A signature under the policy; a date of null: not signed yet.</summary>
public sealed record SignOff(string Role, string? Name, DateOnly? Date);

/// <summary>A line of the document's revision history.</summary>
public sealed record Revision(string Version, DateOnly? Date, string? Author, string Changes);

/// <summary>A control of a standard that the policy serves, for example <c>SOC2 CC8.1</c>.</summary>
public sealed record Control(string Id, string Title);

/// <summary>Who is told of every step of a change, beside those who must act.</summary>
/// <param name="Channels">For example <c>email</c>, <c>slack</c>.</param>
/// <param name="Recipients">Roles.</param>
/// <param name="Source">The clause.</param>
public sealed record Notifications(ImmutableArray<string> Channels, ImmutableArray<string> Recipients, string? Source);

/// <summary>A figure that the document asks for, with its target in the document's words.</summary>
public sealed record Metric(string Name, string Title, string? Definition, string? Target, string? Source);

/// <summary>How long a sort of record is kept after the change was closed.</summary>
public sealed record RetentionRule(string Record, string Title, CalendarPeriod Keep, string? Purpose, string? Source);

/// <summary>A procedure of the document, with its commands.</summary>
public sealed record Runbook(string Name, string Title, string? Source, ImmutableArray<RunbookSection> Sections);

/// <summary>A part of a runbook: <c>backup</c>, <c>apply</c>, <c>verify</c>, <c>rollback</c>.</summary>
public sealed record RunbookSection(string Name, ImmutableArray<RunbookStep> Steps);

/// <summary>A step of a runbook; a command of null: something to do by hand.</summary>
public sealed record RunbookStep(string Title, string? Command);

/// <summary>What a policy says about rolling back.</summary>
public sealed record RollbackPlan
{
    /// <summary>What should make people roll back: title by name.</summary>
    public required ImmutableArray<NamedText> Triggers { get; init; }

    /// <summary>Who decides, and how soon, by the severity that the reporter gives.</summary>
    public required ImmutableSortedDictionary<RiskLevel, RollbackDecision> Decisions { get; init; }

    /// <summary>The steps by what is rolled back: <c>application</c>, <c>database</c>.</summary>
    public required ImmutableArray<RollbackProcedure> Steps { get; init; }

    /// <summary>What the record of a rollback must hold before the change is closed: title by name.</summary>
    public required ImmutableArray<NamedText> Record { get; init; }

    /// <summary>What becomes of a follow-up change.</summary>
    public required FollowUp FollowUp { get; init; }

    /// <summary>The clause.</summary>
    public string? Source { get; init; }

    /// <summary>Nothing is said about rolling back.</summary>
    public static RollbackPlan None { get; } = new()
    {
        Triggers = [],
        Decisions = ImmutableSortedDictionary<RiskLevel, RollbackDecision>.Empty,
        Steps = [],
        Record = [],
        FollowUp = FollowUp.None,
    };
}

/// <summary>Who decides about a rollback, and how soon; an allowance of null: no limit.</summary>
public sealed record RollbackDecision(ImmutableArray<string> By, Allowance? Within, string? Source);

/// <summary>The steps to roll one sort of thing back.</summary>
public sealed record RollbackProcedure(string Name, ImmutableArray<string> Steps);

/// <summary>What becomes of a follow-up change after a rollback.</summary>
public enum FollowUp
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is offered.</summary>
    Offered,

    /// <summary>It must be opened before the change is closed.</summary>
    Required,
}

/// <summary>A name with what people read.</summary>
public sealed record NamedText(string Name, string Title);
