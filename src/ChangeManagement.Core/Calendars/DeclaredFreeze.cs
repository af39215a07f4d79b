namespace ChangeManagement.Calendars;

/// <summary>A freeze that people declared (004 §12, 003 §9.2 "as announced"): documented and time-bound.</summary>
/// <param name="Id">What it is ended by; begins with the time of its end, so that a list of ids is in the order in which freezes end.</param>
/// <param name="Policy">The policy whose changes it stops.</param>
/// <param name="Occasion">The occasion, in the policy's words where it lists some.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="DeclaredBy">The person.</param>
public sealed record DeclaredFreeze(
    string Id, string Policy, string Occasion, string Reason, DateTimeOffset From, DateTimeOffset To, string DeclaredBy, DateTimeOffset DeclaredAt)
{
    /// <summary>True if it covers the instant.</summary>
    public bool Covers(DateTimeOffset at) => at >= From && at < To;
}
