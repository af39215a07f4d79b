using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeManagement.Web.Pages.Shell;

/// <summary>Answers with a page.</summary>
internal static class PageResults
{
    /// <summary>Shows a page.</summary>
    /// <param name="parameters">An object whose properties are the parameters of the component.</param>
    public static IResult Show<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new RazorComponentResult<TPage>(parameters) { StatusCode = status };

    /// <summary>Goes on to another page after a form was handled, so that reloading does not send it again.</summary>
    public static IResult SeeOther(string path) => new Redirection(path);

    // Results.Redirect answers 302, which a client may repeat with the same method.
    private sealed class Redirection(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
