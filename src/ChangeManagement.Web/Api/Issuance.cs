using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Api;

/// <summary>What came of asking for a token.</summary>
internal abstract record Issuance
{
    private Issuance()
    {
    }

    /// <summary>It was issued, now or by the same call before.</summary>
    public sealed record Issued(IssuedToken Token) : Issuance;

    /// <summary>The same call issued one before, which was revoked since or whose secret cannot be made again.</summary>
    public sealed record Gone(string Id) : Issuance;

    /// <summary>The call's key came with another content before; nothing was issued.</summary>
    public sealed record KeyReused(string Key) : Issuance;
}
