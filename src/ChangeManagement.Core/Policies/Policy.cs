using System.Collections.Immutable;
using System.Diagnostics;
using ChangeManagement.Calendars;
using NodaTime;

namespace ChangeManagement.Policies;

/// <summary>
/// One policy as its file says it: names and rules, never people. Read by <see cref="PolicyReader"/>, which refuses every name that is
/// not declared, so whoever holds a policy can rely on it.
/// </summary>
public sealed record Policy
{
    /// <summary>For example <c>advisory-board</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people read.</summary>
    public required string Title { get; init; }

    /// <summary>The number of the document; null: it has none.</summary>
    public string? Document { get; init; }

    /// <summary>The version of the document.</summary>
    public required string Version { get; init; }

    /// <summary>The prefix of its clauses, for example <c>003</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Who answers for the document.</summary>
    public string? Owner { get; init; }

    /// <summary>When the policy itself is reviewed.</summary>
    public ReviewDates Reviews { get; init; } = new(null, null, null);

    /// <summary>Who signed it.</summary>
    public ImmutableArray<SignOff> SignOff { get; init; } = [];

    /// <summary>Its revision history.</summary>
    public ImmutableArray<Revision> Revisions { get; init; } = [];

    /// <summary>The controls of standards that it serves.</summary>
    public ImmutableArray<Control> Compliance { get; init; } = [];

    /// <summary>Who is told of every step, and how.</summary>
    public Notifications Notifications { get; init; } = new([], [], null);

    /// <summary>What its approval page asks for.</summary>
    public ApprovalPageRules ApprovalPage { get; init; } = new();

    /// <summary>When people work; holds the policy's zone.</summary>
    public required BusinessCalendar Calendar { get; init; }

    /// <summary>The board whose meetings <c>next cab</c> counts to; null: there is none.</summary>
    public Board? Board { get; init; }

    /// <summary>The roles by name.</summary>
    public required ImmutableSortedDictionary<string, Role> Roles { get; init; }

    /// <summary>The fields of the request by name, the risk factors among them.</summary>
    public required ImmutableSortedDictionary<string, Field> Fields { get; init; }

    /// <summary>The names of the fields in the order of the file: the order of the form.</summary>
    public required ImmutableArray<string> FieldOrder { get; init; }

    /// <summary>The fields whose amendment voids approvals.</summary>
    public required ImmutableArray<string> Material { get; init; }

    /// <summary>The classes by name.</summary>
    public required ImmutableSortedDictionary<string, ChangeClass> Classes { get; init; }

    /// <summary>How a request is classified.</summary>
    public required Classification Classification { get; init; }

    /// <summary>The types of change by name.</summary>
    public required ImmutableSortedDictionary<string, CatalogueType> Catalogue { get; init; }

    /// <summary>What is out of scope; the first that matches.</summary>
    public required ImmutableArray<ScopeExclusion> OutOfScope { get; init; }

    /// <summary>How risk is rated.</summary>
    public required RiskModel Risk { get; init; }

    /// <summary>The chase plans in the order of the file.</summary>
    public required ImmutableArray<ChasePlan> Chases { get; init; }

    /// <summary>The stages in the order in which they open.</summary>
    public required ImmutableArray<StageDefinition> Stages { get; init; }

    /// <summary>The rules.</summary>
    public required ImmutableArray<Rule> Rules { get; init; }

    /// <summary>When nothing but an emergency is implemented.</summary>
    public required ImmutableArray<Freeze> Freezes { get; init; }

    /// <summary>Freezes that were declared since: no part of the file, put here by whoever looks at the policy now.</summary>
    public ImmutableArray<DeclaredFreeze> Declared { get; init; } = [];

    /// <summary>On which occasions people may declare one more.</summary>
    public FreezeOccasions FreezeOccasions { get; init; } = new([], null);

    /// <summary>What a line of its change log shows.</summary>
    public RecordForm ChangeRecord { get; init; } = new([], null);

    /// <summary>What it says about rolling back.</summary>
    public required RollbackPlan Rollback { get; init; }

    /// <summary>The document's words for the product's states, by state.</summary>
    public required ImmutableSortedDictionary<string, string> Statuses { get; init; }

    /// <summary>The figures that it asks for.</summary>
    public required ImmutableArray<Metric> Metrics { get; init; }

    /// <summary>How long records are kept.</summary>
    public required ImmutableArray<RetentionRule> Retention { get; init; }

    /// <summary>The procedures by name.</summary>
    public required ImmutableSortedDictionary<string, Runbook> Runbooks { get; init; }

    /// <summary>How long an implementation is taken to last while no average is known.</summary>
    public required TimeSpan ImplementationTime { get; init; }

    /// <summary>How long after completion a change is looked at again; null: not at all.</summary>
    public CalendarPeriod? NextReview { get; init; }

    /// <summary>The whole file.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hex: what a change pins.</summary>
    public required string Digest { get; init; }

    /// <summary>The zone of its local times.</summary>
    public DateTimeZone Zone => Calendar.Zone;

    /// <summary>True on and after the day of its next review, in its zone.</summary>
    public bool IsReviewDue(DateTimeOffset at) => Reviews.IsDue(DateAt(at));

    /// <summary>The date at the instant in its zone.</summary>
    public DateOnly DateAt(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date.ToDateOnly();

    /// <summary>The words shown outside for a state; the state's own name where the document has none.</summary>
    public string StatusOf(string state) => Statuses.GetValueOrDefault(state, state);

    /// <summary>From when on nothing of a change has to be kept: the longest retention, counted from its closure (decision 7); null: nothing is said.</summary>
    public DateTimeOffset? KeptUntil(DateTimeOffset closed) =>
        Retention.IsEmpty ? null : Retention.Max(rule => rule.Keep.After(closed));

    /// <summary>
    /// The deadline of an allowance that starts at an instant: wall-clock time, business days of the calendar, or the end of the next
    /// meeting of the board.
    /// </summary>
    public DateTimeOffset Deadline(Allowance allowance, DateTimeOffset from) => allowance switch
    {
        Allowance.Elapsed(var time) => from + time,
        Allowance.BusinessDays(var days) => Calendar.AddBusinessDays(from, days),
        Allowance.NextCab when Board is not null => Board.NextMeeting(from, Zone).End,
        Allowance.NextCab => throw new InvalidOperationException($"The policy {Id} has no board; its reader lets no 'next cab' pass."),
        _ => throw new UnreachableException(),
    };

    /// <summary>Why the change may not be implemented at the instant; null: it may.</summary>
    public Objection? ImplementationBan(Assessment assessment, DateTimeOffset at) => ImplementationCalendar.BanAt(this, assessment, at);

    /// <summary>
    /// The window that is open at the instant, or the next one; null if none opens within 400 days. Its start is never before the instant.
    /// </summary>
    public TimeWindow? NextWindow(Assessment assessment, DateTimeOffset from) => ImplementationCalendar.NextWindow(this, assessment, from);

    // Two policies are the same when their files are: a record would compare its collections by reference.
    /// <inheritdoc/>
    public bool Equals(Policy? other) => other is not null && Digest == other.Digest;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Digest);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}
