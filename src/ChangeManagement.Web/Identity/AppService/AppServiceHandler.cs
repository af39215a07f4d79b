using System.Text.Encodings.Web;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeManagement.Web.Identity.AppService;

/// <summary>
/// Lets in whom App Service has signed in, where it is trusted: the one person of the directory whose address is claimed. It is for pages, as the cookie is, for
/// a browser sends both by itself.
/// </summary>
internal sealed class AppServiceHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, RulebookShelf rulebook, Admission admission)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "AppService";

    /// <summary>True for a request that App Service has signed in, or should have.</summary>
    public static bool Speaks(HttpContext http) =>
        http.RequestServices.GetRequiredService<AppServiceSettings>().IsTrusted && http.Request.Headers.ContainsKey(AppServicePrincipal.Header);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var claimed = AppServicePrincipal.AddressesIn(Request.Headers[AppServicePrincipal.Header].ToString());
        // Addresses of two people prove neither, nor does one that two people share.
        return rulebook.Current.Directory.People.Values.Where(person => claimed.Contains(person.Mail.ToLowerInvariant())).ToList() is [var person]
            && admission.Admit(SchemeName, Actor.Person(person.Id), Scopes.All, policy: null) is { } admitted
                ? AuthenticateResult.Success(new AuthenticationTicket(admitted, SchemeName))
                // Whoever is in the tenant and not in the directory may still have followed a link of ours.
                : await Context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
