namespace ChangeManagement.EndToEnd.Mail;

/// <summary>A test that needs a server from the npm registry; skipped where there is no npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "npm"))))
        {
            Skip = "npm is not installed: install Node.js to see that a real mail server takes the mail.";
        }
    }
}
