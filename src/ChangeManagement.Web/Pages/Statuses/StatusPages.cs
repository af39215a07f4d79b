using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Statuses;

/// <summary>Pages that say why there is nothing to show, and what to do.</summary>
internal static class StatusPages
{
    /// <summary>404.</summary>
    public static IResult NotFound(string what) => Of(
        StatusCodes.Status404NotFound, "Not found", $"{what} does not exist. Check the address, or look for it in the register.");

    /// <summary>403.</summary>
    public static IResult Forbidden() => Of(
        StatusCodes.Status403Forbidden, "Not allowed",
        "Your sign-in does not allow this. If it is part of your work, ask an administrator to give you the role for it, and sign in again.");

    /// <summary>400 for a form of an earlier sign-in or of another site.</summary>
    public static IResult StaleForm() => Of(
        StatusCodes.Status400BadRequest, "This form is no longer valid",
        "You signed in or out since it was shown, or your browser keeps no cookies. Nothing was changed. Go back, reload the page and send it again.");

    /// <summary>400 for a form that cannot be read.</summary>
    public static IResult Unreadable() => Of(
        StatusCodes.Status400BadRequest, "The form could not be read", "Nothing was changed. Go back, check what you wrote and send it again.");

    /// <summary>429; the answer's Retry-After says when.</summary>
    public static IResult TooMany() => Of(
        StatusCodes.Status429TooManyRequests, "Too many requests", "Nothing was changed. Wait a minute, then try again.");

    /// <summary>500.</summary>
    /// <param name="id">The id under which the log knows the request.</param>
    public static IResult Defect(string id) => Of(
        StatusCodes.Status500InternalServerError, "Something went wrong on our side",
        $"What you sent may not have been recorded: look at the change before you try again. If it happens again, report it with the id {id}.");

    /// <summary>503.</summary>
    public static IResult Unavailable() => Of(
        StatusCodes.Status503ServiceUnavailable, "The register is busy", "Nothing was changed. Wait a moment, go back and send it again.");

    /// <summary>507.</summary>
    public static IResult Full() => Of(
        StatusCodes.Status507InsufficientStorage, "The register is full",
        "The disk of the register is full; an operator has to free space. Nothing was changed.");

    private static IResult Of(int status, string title, string text) =>
        PageResults.Show<StatusPage>(new { Title = title, Text = text }, status);
}
