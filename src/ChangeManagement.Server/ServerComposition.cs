using ChangeManagement.AzureServices;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Engine.Hosting;
using ChangeManagement.Policies;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.AspNetCore.DataProtection;

namespace ChangeManagement.Server;

/// <summary>What makes the shared product a single process: the embedded engine and its tables in one file, and Kestrel.</summary>
internal static class ServerComposition
{
    private const int MostBytesPerRequest = 256 << 10;
    private const string DataFile = "changes.db";

    /// <summary>Adds everything that the server runs.</summary>
    public static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytesPerRequest;
        });

        // Settings are read when the services are built, so that a test host may still add its own.
        var services = builder.Services;
        services.AddSingleton(provider => ServerSettings.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => AuditKeyFile.Load(provider.GetRequiredService<ServerSettings>()));
        services.AddSingleton<IAnchorFile>(provider => new AnchorFile(provider.GetRequiredService<ServerSettings>().AnchorFile));
        services.AddSingleton<RulebookSource>(provider => () => RulebookFolders.Read(provider.GetRequiredService<ServerSettings>()));
        services.AddSingleton(provider => provider.GetRequiredService<RulebookSource>()());
        services.AddSingleton(provider => new RulebookShelf(RulebookFolders.Load(provider.GetRequiredService<RulebookFiles>())));
        services.AddSingleton(provider => DefaultsOf(
            provider.GetRequiredService<ServerSettings>(), provider.GetRequiredService<RulebookShelf>()));

        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        var senders = SenderSettings.Read(builder.Configuration, settings.IsDevelopment);
        Directory.CreateDirectory(settings.DataPath);
        if (TableStorageSettings.Read(builder.Configuration, "Register") is { } register)
        {
            services.AddTableStorage(register);
        }

        // The engine before what rings its workflows: services start in this order.
        services.AddChangeManagementEngine(Path.Combine(settings.DataPath, DataFile), engine => engine.Json = Json.Options);
        services.AddChangeManagement();
        services.AddDataProtection().SetApplicationName("ChangeManagement")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataPath, "keys")));
        services.AddHostedService<FirstSteps>();
        AddSenders(services, senders);

        KeepSecretsOutOfLogs(builder.Logging);
    }

    /// <summary>Asked once the services are known: an approval that nobody hears of is worse than a server that does not start.</summary>
    /// <exception cref="StartRefusedException">Nothing can send mail.</exception>
    public static void RequireMail(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SenderSettings>().SendGrid is not null)
        {
            app.Logger.LogInformation("Mail goes to SendGrid by {Client}.", AzureServicesRegistration.SendGridAssembly);
        }

        if (app.Services.GetServices<ISender>().All(sender => sender.Channel is not Channel.Mail))
        {
            throw new StartRefusedException(
                "Nothing can send mail, and approvers would never hear of what they are asked. Set Mail:From with Smtp:Host or with SendGrid:KeyFile; "
                + "to try it out without, use ASPNETCORE_ENVIRONMENT=Development.");
        }
    }

    private static void AddSenders(IServiceCollection services, SenderSettings settings)
    {
        services.AddSenders(settings);
        if (settings.SendGrid is { } sendGrid)
        {
            services.AddSendGrid(sendGrid);
        }
    }

    /// <summary>
    /// In code, so that it holds without a settings file. The host's own diagnostics write the path of every request, which for a link holds its
    /// secret, into each line and into the scope of every other; failures are logged by our own handler with the pattern of their route.
    /// </summary>
    private static void KeepSecretsOutOfLogs(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

    private static ChangeDefaults DefaultsOf(ServerSettings settings, RulebookShelf shelf) =>
        shelf.Current.Policies.ContainsKey(settings.DefaultPolicy)
            ? new ChangeDefaults(settings.DefaultPolicy)
            : throw new StartRefusedException(
                $"Policies:Default names '{settings.DefaultPolicy}', which is not in force; use one of: {string.Join(", ", shelf.Current.Policies.Keys)}.");
}
