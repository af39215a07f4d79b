using System.Collections.Immutable;

namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>What a cell of document 003 is compared with.</summary>
internal static class Readings
{
    /// <summary>The requirement of that kind and name; fails if the change is not asked for it.</summary>
    public static Requirement Asked(this Assessment assessment, RequirementKind kind, string name) =>
        Assert.Single(assessment.Requirements, requirement => requirement.Kind == kind && requirement.Name == name);

    /// <summary>True if the change is asked for it in any strength.</summary>
    public static bool Asks(this Assessment assessment, RequirementKind kind, string name) =>
        assessment.Requirements.Any(requirement => requirement.Kind == kind && requirement.Name == name);

    /// <summary>The titles of that kind and gate that hold up the change.</summary>
    public static IEnumerable<string> Titles(this Assessment assessment, RequirementKind kind, Gate before) =>
        from requirement in assessment.Requirements
        where requirement.Kind == kind && requirement.Before == before
        select requirement.Title;

    public static ApprovalStage Stage(this Assessment assessment, string name) =>
        Assert.Single(assessment.Stages, stage => stage.Name == name);

    /// <summary>The seats of a stage; empty if there is no such stage.</summary>
    public static IEnumerable<string> Seats(this Assessment assessment, string stage) =>
        assessment.Stages.Where(each => each.Name == stage).SelectMany(each => each.Seats).Select(seat => seat.Name);

    /// <summary>True if one of the reasons is that clause of document 003.</summary>
    public static void Cites(this ImmutableArray<Because> because, string section) =>
        Assert.Contains(because, each => each.Source.StartsWith("003", StringComparison.Ordinal)
            && each.Source.Contains(section, StringComparison.Ordinal));

    /// <summary>One of the reasons is that decision, and it says why.</summary>
    public static void Decides(this ImmutableArray<Because> because, string decision) =>
        Assert.Contains(because, each => each.Source == $"decision: {decision}" && !string.IsNullOrWhiteSpace(each.Reason));
}
