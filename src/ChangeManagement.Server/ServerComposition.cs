using ChangeManagement.AzureServices;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Engine.Hosting;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChangeManagement.Server;

/// <summary>What makes the shared product a single process: the embedded engine and its tables in one file, and Kestrel.</summary>
internal static class ServerComposition
{
    private const string DataFile = "changes.db";

    /// <summary>Adds everything that the server runs.</summary>
    public static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        // Settings are read when the services are built, so that a test host may still add its own.
        var services = builder.Services;
        services.AddSingleton(provider => ServerSettings.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => AuditKeyFile.Load(provider.GetRequiredService<ServerSettings>()));
        services.AddRulebook();
        services.AddSingleton(provider => new Whereabouts(
            () => provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(),
            WhereDataIs(provider)));

        // Once now as well: a server that must not start leaves nothing behind.
        BootstrapSettings.Read(builder.Configuration, builder.Environment);
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        RulebookSettings.Read(builder.Configuration, builder.Environment);
        var senders = SenderSettings.Read(builder.Configuration, settings.IsDevelopment);
        Directory.CreateDirectory(settings.DataPath);
        if (TableStorageSettings.Read(builder.Configuration, "Register") is { } register)
        {
            services.AddTableStorage(register);
        }

        if (settings.Anchors is { } anchors)
        {
            services.AddTableAnchors(anchors);
        }
        else
        {
            services.AddSingleton<IAnchorFile>(provider => new AnchorFile(provider.GetRequiredService<ServerSettings>().AnchorFile));
        }

        // The engine before what rings its workflows: services start in this order.
        services.AddChangeManagementEngine(Path.Combine(settings.DataPath, DataFile), engine => engine.Json = Json.Options);
        services.AddChangeManagement(Recurring.InLoops);
        services.AddDataProtection().SetApplicationName("ChangeManagement")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataPath, "keys")));
        services.AddSenders(senders).AddSendGrid(senders.SendGrid);
        builder.Logging.KeepSecretsOut();
    }

    private static string WhereDataIs(IServiceProvider services)
    {
        var folder = services.GetRequiredService<ServerSettings>().DataPath;
        return services.GetRequiredService<ITables>() is TableStorage ? $"in Table Storage, of the workflows in {folder}" : folder;
    }

    /// <summary>Asked once the services are known.</summary>
    /// <exception cref="StartRefusedException">Nothing can send mail.</exception>
    public static void RequireMail(this WebApplication app)
    {
        app.Services.RequireMail();
        if (app.Services.GetRequiredService<SenderSettings>().SendGrid is not null)
        {
            app.Logger.LogInformation("Mail goes to SendGrid by {Client}.", AzureServicesRegistration.SendGridAssembly);
        }
    }
}
