namespace ChangeManagement.Policies;

/// <summary>What an assessment asks, in the words of a table's cell, so that one row of a test says all of it.</summary>
internal static class RequirementWords
{
    /// <summary>
    /// For example <c>required before close by requester within 24h from submitted</c>; <c>-</c> if it is not asked.
    /// The clause must be among the reasons.
    /// </summary>
    public static string Asks(this Assessment assessment, string clause, RequirementKind kind, string name)
    {
        var requirement = assessment.Requirements.SingleOrDefault(asked => asked.Kind == kind && asked.Name == name);
        if (requirement is not null)
        {
            Assert.Contains(clause, requirement.Because.Select(because => because.Source));
        }

        return Words(requirement);
    }

    /// <summary>The same for a cell that is empty in its table: nothing that another clause asks may block.</summary>
    public static string AsksAtMost(this Assessment assessment, RequirementKind kind, string name) =>
        Words(assessment.Requirements.SingleOrDefault(asked => asked.Kind == kind && asked.Name == name));

    /// <summary>The roles of a stage's seats in order, <c>peer, lead or deputy-lead</c>; <c>-</c> if there is no such stage.</summary>
    public static string Approvers(this Assessment assessment, string stage) =>
        assessment.Stages.SingleOrDefault(asked => asked.Name == stage) is { } found
            ? string.Join(", ", found.Seats.Select(seat => string.Join(" or ", seat.Roles)))
            : "-";

    /// <summary>The fields without which a request of this kind is refused.</summary>
    public static IEnumerable<string> NeededAtSubmit(this Assessment assessment) =>
        from requirement in assessment.Requirements
        where requirement is { Kind: RequirementKind.Field, Before: Gate.Submit, Blocks: true }
        select requirement.Name;

    private static string Words(Requirement? requirement) => requirement is null
        ? "-"
        : string.Concat(
            Spoken(requirement.Strength),
            $" before {Spoken(requirement.Before)}",
            requirement.Environment is { } environment ? $" in {environment}" : "",
            requirement.Coverage is { } coverage ? $" with {coverage}% coverage" : "",
            requirement.Owner is { } owner ? $" by {owner}" : "",
            requirement.Within is { } within ? $" within {within} from {Spoken(requirement.ClockStarts)}" : "",
            requirement.Criteria is { } criteria ? $": {criteria}" : "");

    /// <summary><c>IfApplicable</c> as <c>if applicable</c>.</summary>
    private static string Spoken<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select(letter => char.IsUpper(letter) ? $" {letter}" : $"{letter}")).Trim().ToLowerInvariant();
}
