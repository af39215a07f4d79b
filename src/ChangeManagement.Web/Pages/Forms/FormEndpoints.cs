using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>What every endpoint that takes a form needs.</summary>
internal static class FormEndpoints
{
    private static readonly RequireAntiforgeryTokenAttribute Required = new();

    /// <summary>Lets only forms through that this site has shown to the same browser.</summary>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(Required)
        .AddEndpointFilter((context, next) => context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
            ? next(context)
            : ValueTask.FromResult<object?>(StatusPages.StaleForm()));

    /// <summary>The form of a request.</summary>
    public static async Task<PostedForm> ReadForm(this HttpContext http) =>
        new(http.Request.Path.ToString(), await http.Request.ReadFormAsync(http.RequestAborted), http.Clock());
}
