using ChangeManagement.Policies;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>Something to choose.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What people read.</param>
public sealed record Option(string Value, string Label)
{
    /// <summary>How bad a problem is.</summary>
    public static IReadOnlyList<Option> Severities { get; } =
    [
        new("low", "Low – cosmetic"),
        new("medium", "Medium – some are affected"),
        new("high", "High – many are affected"),
        new("critical", "Critical – down, or data at risk"),
    ];

    /// <summary>The choices of a policy's field.</summary>
    public static IReadOnlyList<Option> Of(Field field) => [.. field.Choices.Select(choice => new Option(choice.Id, choice.Label))];
}
