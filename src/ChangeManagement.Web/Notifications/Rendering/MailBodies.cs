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

    /// <summary>Both forms of a mail. The HTML is a whole document without scripts, pictures or anything else to fetch.</summary>
    public async Task<MailBody> Render(Message message)
    {
        await using var renderer = new HtmlRenderer(Nothing, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(MailPage.Message)] = message,
            [nameof(MailPage.Site)] = site,
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<MailPage>(parameters)).ToHtmlString());
        return new MailBody(html, MailText.Of(message, site));
    }
}
