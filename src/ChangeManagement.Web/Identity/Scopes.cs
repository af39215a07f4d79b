using System.Collections.Immutable;

namespace ChangeManagement.Web.Identity;

/// <summary>What a token may be used for. Scopes only narrow: what its person may do is decided by the directory.</summary>
public static class Scopes
{
    /// <summary>Read changes, reports and histories.</summary>
    public const string Read = "changes:read";

    /// <summary>Submit, amend and work on changes.</summary>
    public const string Write = "changes:write";

    /// <summary>Answer approvals.</summary>
    public const string Approve = "changes:approve";

    /// <summary>Tokens, orchestrations, policies.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope.</summary>
    public static ImmutableArray<string> All { get; } = [Read, Write, Approve, Admin];
}
