using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Api;

/// <summary>The words of the API for the domain's closed sets; a word that is not known is refused with those that are.</summary>
internal static class Words
{
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
