namespace ChangeManagement.EndToEnd.Syncs;

/// <summary>A test that looks at the system calls of a real server; skipped where there is no strace.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "strace"))))
        {
            Skip = "strace is not installed: install it (on Debian, apt-get install strace) to see that answers wait for the disk.";
        }
    }
}
