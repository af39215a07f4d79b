using ChangeManagement.Calendars;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages.Shell;

/// <summary>Who reads a page: the person behind the link that was followed, else the one who is signed in.</summary>
internal static class Readers
{
    /// <summary>The clock in which the page shows times and its forms read them.</summary>
    public static LocalClock Clock(this HttpContext http)
    {
        if (http.Items[typeof(LocalClock)] is not LocalClock clock)
        {
            var person = http.User.Identity is { IsAuthenticated: true }
                ? http.RequestServices.GetRequiredService<RulebookShelf>().Current.Directory.Find(http.User.Actor().Id)
                : null;
            http.Items[typeof(LocalClock)] = clock = LocalClock.Of(person);
        }

        return clock;
    }

    /// <summary>Says that the page is for the person of a link, who need not be signed in.</summary>
    public static void IsReadBy(this HttpContext http, Person person) => http.Items[typeof(LocalClock)] = LocalClock.Of(person);
}
