using Microsoft.Extensions.Configuration;

namespace ChangeManagement.Web.Limits;

/// <summary>How often something may be done in a minute; zero: as often as one likes. Each is a setting, <c>Limits:Links</c> for example.</summary>
/// <param name="WrongTokens">Wrong bearer tokens from one address. Right ones pass even then.</param>
/// <param name="Links">Requests for approval and sign-in links from one address.</param>
/// <param name="SignIns">Requests for a link to sign in from one address.</param>
/// <param name="SignInMails">Links to sign in that one person is sent, in an hour.</param>
/// <param name="Previews">Previews of one caller.</param>
/// <param name="Verifications">Verifications of the register by one caller: each reads it as a whole.</param>
public sealed record LimitSettings(int WrongTokens, int Links, int SignIns, int SignInMails, int Previews, int Verifications)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">One is no number.</exception>
    public static LimitSettings Read(IConfiguration settings) => new(
        settings.GetValue("Limits:WrongTokens", 60),
        settings.GetValue("Limits:Links", 120),
        settings.GetValue("Limits:SignIns", 10),
        settings.GetValue("Limits:SignInMails", 5),
        settings.GetValue("Limits:Previews", 120),
        settings.GetValue("Limits:Verifications", 12));
}
