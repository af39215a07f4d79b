using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages;

/// <summary>A person with a browser that runs no script and follows the redirects after forms.</summary>
internal sealed class Browser(RunningProduct product) : IDisposable
{
    private readonly HttpClient http = product.Anonymous();

    /// <summary>The status of the page that is shown.</summary>
    public int Status { get; private set; }

    /// <summary>The address of the page that is shown.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether and where the page may be kept.</summary>
    public string Keeping { get; private set; } = "";

    /// <summary>The page that is shown.</summary>
    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    /// <summary>What a person reads on it, with single blanks.</summary>
    public string Words => string.Join(' ', Page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Signs in with a one-time link.</summary>
    public async Task SignIn(string person)
    {
        await Open(await product.Services.GetRequiredService<SignInLinks>().Create(person, CancellationToken.None));
        await Send(Path);
    }

    /// <summary>Sends a header with every request from now on.</summary>
    public void Carry(string header, string value) => http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

    /// <summary>Opens a page.</summary>
    public async Task Open(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        await Show(path, response);
    }

    /// <summary>Fills in the form of the page that goes to an address, and sends it.</summary>
    public async Task Send(string action, params (string Name, string Value)[] fields)
    {
        var form = Page.Forms.Single(form => form.Method == "post" && form.GetAttribute("action") == action);
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var response = await http.PostAsync(new Uri(action, UriKind.Relative), content);
        await product.Settle();
        await Show(action, response);
    }

    /// <summary>Goes back to a page that was shown before and sends its form once more.</summary>
    public Task SendAgain(IHtmlDocument page, string action, params (string Name, string Value)[] fields)
    {
        Page = page;
        return Send(action, fields);
    }

    public void Dispose() => http.Dispose();

    private async Task Show(string path, HttpResponseMessage response)
    {
        if (response.Headers.Location is { } next)
        {
            await Open(next.IsAbsoluteUri ? next.PathAndQuery : next.ToString());
            return;
        }

        (Status, Path, Keeping) = ((int)response.StatusCode, path, response.Headers.CacheControl?.ToString() ?? "");
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }
}
