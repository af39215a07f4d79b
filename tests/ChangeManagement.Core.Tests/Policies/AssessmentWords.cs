namespace ChangeManagement.Policies;

/// <summary>The other parts of an assessment in the words of a table's cell.</summary>
internal static class AssessmentWords
{
    /// <summary>What people read, as the document says it.</summary>
    public static string Titled(this Assessment assessment, RequirementKind kind, string name) =>
        assessment.Requirements.Single(asked => asked.Kind == kind && asked.Name == name).Title;

    /// <summary>The whole path of approval: <c>review: peer before approve within 72h; approval: lead, owner before approve within 72h</c>.</summary>
    public static string Path(this Assessment assessment) => string.Join("; ", assessment.Stages.Select(stage =>
        $"{stage.Name}: {assessment.Approvers(stage.Name)} before {stage.Before.ToString().ToLowerInvariant()} within {stage.Within}"));

    /// <summary>True if no freeze and no window forbids the change at the instant.</summary>
    public static bool MayImplement(this Policy policy, Assessment assessment, DateTimeOffset at) => policy.ImplementationBan(assessment, at) is null;

    /// <summary>How a stage chases its answers: <c>50% remind, 100% expire</c>.</summary>
    public static string Chased(this ApprovalStage stage) => string.Join(", ", stage.Chases.Select(chase =>
        $"{(chase.Fraction is { } fraction ? $"{fraction * 100:0}%" : $"after {chase.After}")} {chase.Step.ToString().ToLowerInvariant()}"));
}
