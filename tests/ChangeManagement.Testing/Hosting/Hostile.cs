namespace ChangeManagement.Testing.Hosting;

/// <summary>Text that would be more than text in some channel.</summary>
public static class Hostile
{
    /// <summary>HTML, Markdown, mentions of Slack, functions of cards, and marks that turn the direction of writing.</summary>
    public const string Text =
        "<img src=x onerror=alert(1)> [Approve](https://evil.example) *bold* <!channel> <https://evil.example|ok> {{DATE(2026-01-01T00:00:00Z)}} ${secret} \u202Egnitirw & more";
}
