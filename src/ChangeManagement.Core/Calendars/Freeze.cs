namespace ChangeManagement.Calendars;

/// <summary>Days of the policy's zone on which nothing but an emergency is implemented.</summary>
public abstract record Freeze(string Name, string? Source)
{
    /// <summary>A stretch of dates, both inclusive.</summary>
    public sealed record Dates(string Name, DateOnly From, DateOnly To, string? Source) : Freeze(Name, Source)
    {
        /// <inheritdoc/>
        public override bool Covers(DateOnly date) => date >= From && date <= To;
    }

    /// <summary>The last days of every month.</summary>
    public sealed record EndOfMonth(string Name, int LastDays, string? Source) : Freeze(Name, Source)
    {
        /// <inheritdoc/>
        public override bool Covers(DateOnly date) => date.Day > DateTime.DaysInMonth(date.Year, date.Month) - LastDays;
    }

    /// <summary>True if the local date is frozen.</summary>
    public abstract bool Covers(DateOnly date);
}
