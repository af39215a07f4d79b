using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Hosting;

/// <summary>The senders that both hosts share.</summary>
public static class SenderRegistration
{
    /// <summary>Adds the senders that the settings name, and in Development the mailbox, which takes the mail where no mail server is named.</summary>
    public static IServiceCollection AddSenders(this IServiceCollection services, SenderSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.Site);
        services.AddSingleton(_ => new WebhookClient(settings.Timeout, mayBePrivate: settings.IsDevelopment));
        if (settings.IsDevelopment)
        {
            services.AddSingleton<Mailbox>();
        }

        if (settings.IsDevelopment && !settings.HasMail)
        {
            services.AddSingleton<ISender>(provider => provider.GetRequiredService<Mailbox>());
        }

        if (settings.Smtp is { } smtp)
        {
            services.AddSingleton<ISender>(provider => new SmtpSender(
                smtp, provider.GetRequiredService<MailBodies>(), settings.Site));
        }

        if (settings.Teams is { } teams)
        {
            services.AddSingleton<ISender>(provider => new TeamsSender(
                teams, provider.GetRequiredService<WebhookClient>(), settings.Site, provider.GetRequiredService<TimeProvider>()));
        }

        if (settings.Slack is { } slack)
        {
            services.AddSingleton<ISender>(provider => new SlackSender(
                slack, provider.GetRequiredService<WebhookClient>(), settings.Site, provider.GetRequiredService<TimeProvider>()));
        }

        return services;
    }

    /// <summary>Asked once the services are known: an approval that nobody hears of is worse than a host that does not start.</summary>
    /// <exception cref="StartRefusedException">Nothing can send mail.</exception>
    public static void RequireMail(this IServiceProvider services)
    {
        if (services.GetServices<ISender>().All(sender => sender.Channel is not Channel.Mail))
        {
            throw new StartRefusedException(
                "Nothing can send mail, and approvers would never hear of what they are asked. Set Mail:From with Smtp:Host or with SendGrid:Key; "
                + "to try it out without, use the environment Development.");
        }
    }
}
