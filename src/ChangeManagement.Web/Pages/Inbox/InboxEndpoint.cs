using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
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
            routes.MapGet("/mailbox/{id}", Rendered).RequireAuthorization(Scopes.Admin);
        }
    }

    /// <summary>The mail's own page: inlined styles are allowed on it, and nothing else that the product's pages are not.</summary>
    private static async Task<IResult> Rendered(string id, HttpContext http, Mailbox mailbox, MailBodies bodies)
    {
        if (await mailbox.Find(id, http.RequestAborted) is not { } letter)
        {
            return StatusPages.NotFound("That message");
        }

        var body = await bodies.Render(letter.Message);
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
        return Results.Content(body.Html, "text/html; charset=utf-8");
    }
}
