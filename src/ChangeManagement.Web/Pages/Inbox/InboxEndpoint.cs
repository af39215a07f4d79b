using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Pages.Inbox;

/// <summary>Everybody's notifications, in Development only.</summary>
internal static class InboxEndpoint
{
    private const int Newest = 100;

    /// <summary>Maps <c>/mailbox</c>; nowhere but in Development.</summary>
    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            routes.MapGet("/mailbox", async (HttpContext http, Mailbox mailbox) =>
                    PageResults.Show<InboxPage>(new { Messages = await mailbox.List(Newest, http.RequestAborted) }))
                .RequireAuthorization(Scopes.Admin);
        }
    }
}
