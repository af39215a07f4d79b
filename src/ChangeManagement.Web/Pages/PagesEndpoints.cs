using ChangeManagement.Web.Api;
using ChangeManagement.Web.Pages.Approvals;
using ChangeManagement.Web.Pages.Delegating;
using ChangeManagement.Web.Pages.Deliveries;
using ChangeManagement.Web.Pages.Dossiers;
using ChangeManagement.Web.Pages.Emergencies;
using ChangeManagement.Web.Pages.Freezing;
using ChangeManagement.Web.Pages.Inbox;
using ChangeManagement.Web.Pages.Issuing;
using ChangeManagement.Web.Pages.Listing;
using ChangeManagement.Web.Pages.Orchestrations;
using ChangeManagement.Web.Pages.Policies;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.SigningIn;
using ChangeManagement.Web.Pages.Statuses;
using ChangeManagement.Web.Pages.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages;

/// <summary>The pages for people.</summary>
internal static class PagesEndpoints
{
    /// <summary>Maps every page.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStylesheet();
        routes.MapSignIn();
        routes.MapRegister();
        routes.MapDossiers();
        routes.MapFollowUps();
        routes.MapApprovals();
        routes.MapWaiting();
        routes.MapEmergencies();
        routes.MapFreezePages();
        routes.MapDelegationPages();
        routes.MapOrchestrations();
        routes.MapPoliciesPage();
        routes.MapDeliveryPages();
        routes.MapTokenPages();
        routes.MapInbox();
        routes.MapFallback(NotFound).AllowAnonymous();
    }

    private static IResult NotFound(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        ? Problems.NotFound($"'{http.Request.Path}'")
        : StatusPages.NotFound("This page");
}
