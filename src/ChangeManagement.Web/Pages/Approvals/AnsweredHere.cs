using System.Globalization;
using System.Security.Cryptography;
using ChangeManagement.Changes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>
/// A cookie that says which answer this browser has just given, so that nobody types the code twice within seconds to take it back. It is
/// bound to that one answer and good for nothing else.
/// </summary>
internal static class AnsweredHere
{
    private const string Cookie = "change-management-answered";

    /// <summary>Remembers the answer that a form has just brought about, if it may still be taken back.</summary>
    public static void Remember(ApprovalCase found, Change change, HttpContext http)
    {
        if (found.Token is not null
            && change.OpenStage?.Answers.LastOrDefault(answer => answer.Person == found.Person.Id) is { StandsFrom: { } until } mine)
        {
            http.Response.Cookies.Append(Cookie, Protector(http).Protect(Words(change, mine)), new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                Path = found.Path,
                MaxAge = until - mine.At,
            });
        }
    }

    /// <summary>True if this browser has given the answer.</summary>
    public static bool Is(Change change, SeatAnswer answer, HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { } cookie && Protector(http).Unprotect(cookie) == Words(change, answer);
        }
        catch (CryptographicException)
        {
            // Made up, or of a server with other keys: the code is asked for.
            return false;
        }
    }

    private static string Words(Change change, SeatAnswer answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{change.Number} {change.Round} {answer.Seat} {answer.Person} {answer.At.UtcTicks}");

    private static IDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("answers of approvals");
}
