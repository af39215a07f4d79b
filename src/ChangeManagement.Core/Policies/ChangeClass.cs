using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies;

/// <summary>A class of change, a name of the policy's own.</summary>
/// <param name="Name">For example <c>major</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Kind">The orchestrator that runs it.</param>
/// <param name="Definition">The document's words.</param>
/// <param name="Examples">The document's examples.</param>
/// <param name="Source">The clause.</param>
public sealed record ChangeClass(
    string Name, string Title, WorkflowKind Kind, string? Definition, ImmutableArray<string> Examples, string? Source);

/// <summary>Gives a class when its condition holds.</summary>
/// <param name="When">The condition.</param>
/// <param name="Class">The class that it gives.</param>
/// <param name="Because">The clause or decision.</param>
public sealed record ClassRule(Condition When, string Class, RuleSource Because);

/// <summary>Gives another orchestrator than the class's own when its condition holds.</summary>
public sealed record KindRule(Condition When, WorkflowKind Kind, RuleSource Because);

/// <summary>Puts a request out of scope when its condition holds.</summary>
public sealed record ScopeExclusion(Condition When, string Message, RuleSource Because);

/// <summary>A type of change of the policy's catalogue.</summary>
/// <param name="Name">What a request says as its <c>change_type</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Class">The class that a request of this type has unless a rule says otherwise.</param>
/// <param name="PreApproved">True if it may run as a class of the standard kind.</param>
/// <param name="Examples">The document's examples.</param>
/// <param name="Runbook">The runbook to follow; null: none.</param>
/// <param name="FailureLimit">The failures within <paramref name="FailureWindow"/> that cost it its pre-approval; null: no limit.</param>
/// <param name="FailureWindow">The time in which failures are counted; null: for ever.</param>
/// <param name="Source">The clause.</param>
public sealed record CatalogueType(
    string Name,
    string Title,
    string Class,
    bool PreApproved,
    ImmutableArray<string> Examples,
    string? Runbook,
    int? FailureLimit,
    TimeSpan? FailureWindow,
    string? Source)
{
    /// <summary>The field in which a request names its type.</summary>
    public const string Field = "change_type";

    /// <summary>The field in which a request names the type whose pre-approval it restores, once approved and successful (W7).</summary>
    public const string RestoringField = "restores_pre_approval";
}
