using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Api;

/// <summary>The words of the API for the domain's closed sets; a word that is not known is refused with those that are.</summary>
internal static class Words
{
    private const int MostConditions = 20;
    private const int LongestCondition = 500;
    private const int MostItems = 50;

    /// <summary>low, medium, high, critical.</summary>
    public static Severity Severity(string? word) => Pick<Severity>(word, "severity", new()
    {
        ["low"] = Changes.Severity.Low,
        ["medium"] = Changes.Severity.Medium,
        ["high"] = Changes.Severity.High,
        ["critical"] = Changes.Severity.Critical,
    });

    /// <summary>roll_back, keep.</summary>
    public static bool RollBack(string? word) => Pick<bool>(word, "decision", new() { ["roll_back"] = true, ["keep"] = false });

    /// <summary>completed, failed; completed if nothing is said.</summary>
    public static bool Succeeded(string? word) => Pick<bool>(word ?? "completed", "status", new() { ["completed"] = true, ["failed"] = false });

    /// <summary>The gate that conditions block; completion if nothing is said.</summary>
    public static Gate Gate(string? word) => Pick<Gate>(word ?? "complete", "conditions_before", new()
    {
        ["implement"] = Policies.Gate.Implement,
        ["complete"] = Policies.Gate.Complete,
        ["close"] = Policies.Gate.Close,
    });

    /// <summary>A state of orchestrations; null if nothing is said.</summary>
    public static WorkflowState? WorkflowState(string? word) => word is null ? null : Pick<WorkflowState>(
        word.ToLowerInvariant(), "state", Enum.GetValues<WorkflowState>().ToDictionary(state => state.ToString().ToLowerInvariant()));

    /// <summary>An instant; a day is its first moment in UTC; null if nothing is said.</summary>
    public static DateTimeOffset? Instant(string? word, string name) => word is null ? null
        : DateTimeOffset.TryParse(
            word, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : throw new BadBodyException($"'{name}' takes a day or an instant, for example 2026-03-01 or 2026-03-01T08:00:00Z.");

    /// <summary>Conditions of an approval: each a line of text, each once.</summary>
    public static ImmutableArray<string> Conditions(IEnumerable<string> conditions)
    {
        ImmutableArray<string> all = [.. conditions.Select(condition => condition.Trim()).Distinct()];
        return all.Length > MostConditions ? throw new BadBodyException($"An approval takes {MostConditions} conditions at most; sum them up.")
            : all.Any(condition => condition.Length is 0 or > LongestCondition)
                ? throw new BadBodyException($"Each of the 'conditions' has 1 to {LongestCondition} characters; each becomes an item that somebody ticks.")
            : all;
    }

    /// <summary>Answers to requirements of one kind, one for each.</summary>
    public static ImmutableArray<AnsweredItem> Items(AnswersBody body)
    {
        ImmutableArray<AnsweredItem> items = [.. (body.Items ?? []).Select(Item)];
        return items.Length > MostItems ? throw new BadBodyException($"One call takes {MostItems} items at most; send the others in a second one.")
            : items.CountBy(item => item.Name).FirstOrDefault(named => named.Value > 1) is { Value: > 1 } twice
                ? throw new BadBodyException($"'{twice.Key}' is answered {twice.Value} times; send one answer for each name.")
            : items;
    }

    /// <summary>One answer to a requirement.</summary>
    public static AnsweredItem Item(AnswerBody item) => new(
        item.Name ?? throw new BadBodyException("Every item needs the 'name' of what it answers."),
        new Answer(
            Pick<AnswerResult>(item.Result ?? "met", "result", new()
            {
                ["met"] = AnswerResult.Met,
                ["passed"] = AnswerResult.Met,
                ["failed"] = AnswerResult.Failed,
                ["not_applicable"] = AnswerResult.NotApplicable,
            }),
            (item.Note ?? "").Trim(),
            item.Reference,
            item.Environment,
            item.Coverage,
            item.Parts ?? Answer.NoParts));

    private static T Pick<T>(string? word, string member, Dictionary<string, T> known) => word is not null && known.TryGetValue(word, out var value)
        ? value
        : throw new BadBodyException($"'{member}' takes one of: {string.Join(", ", known.Keys)}.");
}
