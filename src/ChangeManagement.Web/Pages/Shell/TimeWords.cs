namespace ChangeManagement.Web.Pages.Shell;

/// <summary>Lengths of time, and how far away a point in time is, as people read them.</summary>
public static class TimeWords
{
    /// <summary><c>in 3 h 10 min</c>, <c>2 days ago</c>.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now) =>
        at - now is var distance && distance.Duration() < TimeSpan.FromMinutes(1) ? "now"
        : distance > TimeSpan.Zero ? $"in {Length(distance)}"
        : $"{Length(-distance)} ago";

    /// <summary><c>45 min</c>, <c>3 h 10 min</c>, <c>2 days</c>.</summary>
    public static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 60 } => $"{(int)time.TotalMinutes} min",
        { TotalHours: < 12, Minutes: > 0 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        { TotalHours: < 48 } => $"{(int)time.TotalHours} h",
        _ => $"{(int)time.TotalDays} days",
    };
}
