using ChangeManagement.Changes;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>How a page answers a refusal.</summary>
internal static class Refusals
{
    /// <summary>For a form that was sent before with another content.</summary>
    public const string SentBefore = "This form was sent before with another content, which counts. Reload the page to see it, and write again what is missing.";

    /// <summary>The status of the page that shows it.</summary>
    public static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
