using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ChangeManagement.Web.Identity;

/// <summary>Asks of every request with a sign-in cookie what <see cref="Admission"/> asks of every token.</summary>
internal sealed class CookieAdmission(Admission admission) : CookieAuthenticationEvents
{
    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // The cookie says who signed in. What that person may do is not for it to say: it would be right for as long as it lasts.
        if (context.Principal is { } signedIn && admission.Admit(context.Scheme.Name, signedIn.Actor(), Scopes.All, signedIn.DefaultPolicy()) is { } admitted)
        {
            context.ReplacePrincipal(admitted);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
