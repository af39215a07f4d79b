using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>Writes messages as mails.</summary>
public sealed class MailBodies(SiteAddress site, ILoggerFactory loggers)
{
    // The components take everything as parameters and nothing of a request.
    private static readonly IServiceProvider Nothing = new ServiceCollection().BuildServiceProvider();

    // Gmail cuts a mail off after 102 KB.
    private const int MostBytes = 100_000;

    /// <summary>From what is pleasant to read down to what always fits: how many characters a text has, and how many things a list.</summary>
    private static readonly (int Text, int List)[] Sizes = [(4_000, 100), (1_500, 50), (400, 30), (100, 20)];

    /// <summary>
    /// Both forms of a mail. The HTML is a whole document without scripts, pictures or anything else to fetch. Long texts are shortened, and say
    /// so, until no program cuts them.
    /// </summary>
    public async Task<MailBody> Render(Message message)
    {
        foreach (var (text, list) in Sizes)
        {
            var html = await Html(message, text, list);
            if (Encoding.UTF8.GetByteCount(html) <= MostBytes || (text, list) == Sizes[^1])
            {
                return new MailBody(html, MailText.Of(message, site, text, list));
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private async Task<string> Html(Message message, int mostText, int mostListed)
    {
        await using var renderer = new HtmlRenderer(Nothing, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(MailPage.Message)] = message,
            [nameof(MailPage.Site)] = site,
            [nameof(MailPage.MostText)] = mostText,
            [nameof(MailPage.MostListed)] = mostListed,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<MailPage>(parameters)).ToHtmlString());
    }
}
