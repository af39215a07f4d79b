using Azure.Data.Tables;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
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

    /// <summary>Keeps the register in the tables of a storage account.</summary>
    public static IServiceCollection AddTableStorage(this IServiceCollection services, TableStorageSettings settings) => services
        .AddSingleton<ITables>(_ => new TableStorage(settings.Connect(), settings.TablePrefix));

    /// <summary>Keeps the anchors of the register in a table of another account.</summary>
    public static IServiceCollection AddTableAnchors(this IServiceCollection services, TableStorageSettings settings) => services
        .AddSingleton<IAnchorFile>(_ => new TableAnchors(new TableStorage(settings.Connect(), settings.TablePrefix)));

    /// <summary>The assembly that speaks to SendGrid, for the log: the official package's, or our stand-in.</summary>
    public static string SendGridAssembly => NameOf(typeof(SendGridClient));

    /// <summary>The assembly that speaks to Table Storage, for the log.</summary>
    public static string TablesAssembly => NameOf(typeof(TableServiceClient));

    private static string NameOf(Type type) => type.Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "";
}
