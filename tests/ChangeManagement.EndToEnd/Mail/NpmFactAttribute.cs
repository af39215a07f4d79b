namespace ChangeManagement.EndToEnd.Mail;

/// <summary>A test that needs something from the npm registry; skipped where there is no npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = WhyNot;

    /// <summary>Why such a test cannot run here; null: it can.</summary>
    public static string? WhyNot =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "npm")))
            ? null
            : "npm is not installed: install Node.js to see that a real mail server takes the mail and that cards can be shown.";
}
