using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.DependencyInjection;
using SendGrid;

namespace ChangeManagement.AzureServices;

/// <summary>Puts the services of the Azure deployment behind the product's seams.</summary>
public static class AzureServicesRegistration
{
    /// <summary>Adds SendGrid as what sends mail.</summary>
    /// <param name="settings">Null: not by SendGrid.</param>
    public static IServiceCollection AddSendGrid(this IServiceCollection services, SendGridSettings? settings) => settings is null ? services
        : services.AddSingleton<ISender>(provider => new SendGridSender(
            settings,
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }),
            provider.GetRequiredService<MailBodies>(),
            provider.GetRequiredService<SiteAddress>(),
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>The assembly that speaks to SendGrid, for the log: the official package's, or our stand-in.</summary>
    public static string SendGridAssembly => typeof(SendGridClient).Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "";
}
