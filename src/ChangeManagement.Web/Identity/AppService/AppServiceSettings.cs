using Microsoft.Extensions.Configuration;

namespace ChangeManagement.Web.Identity.AppService;

/// <summary>Whether App Service signs people in before they reach this host.</summary>
/// <param name="IsTrusted">
/// <c>AppServiceAuthentication:Trusted</c>, false if it is not set. True only where App Service authentication is switched on, with one tenant: it then replaces
/// what callers send in the header. Anywhere else everybody could be anybody.
/// </param>
internal sealed record AppServiceSettings(bool IsTrusted)
{
    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is neither true nor false.</exception>
    public static AppServiceSettings Read(IConfiguration settings) => new(settings.GetValue("AppServiceAuthentication:Trusted", defaultValue: false));
}
