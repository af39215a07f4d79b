namespace ChangeManagement.Changes;

/// <summary>For some time a person's approvals are asked of somebody else (A6).</summary>
/// <param name="Id">Unique; when it ends, and a random part.</param>
/// <param name="From">The person whose voice is passed on.</param>
/// <param name="To">The person who has it meanwhile.</param>
/// <param name="Policy">The policy whose changes it is about; null: all.</param>
/// <param name="Starts">From when, UTC.</param>
/// <param name="Ends">Until when, UTC, exclusive.</param>
/// <param name="Reason">What was said about it; may be empty.</param>
/// <param name="DeclaredBy">Who declared it: the person, or an administrator.</param>
public sealed record StandingDelegation(
    string Id, string From, string To, string? Policy, DateTimeOffset Starts, DateTimeOffset Ends, string Reason, string DeclaredBy,
    DateTimeOffset DeclaredAt)
{
    /// <summary>True if it holds for changes of the policy at the instant.</summary>
    public bool Covers(string policy, DateTimeOffset at) => Starts <= at && at < Ends && (Policy is null || Policy == policy);
}
