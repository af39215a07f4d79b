using Azure.Core.Serialization;
using ChangeManagement.AzureServices;
using ChangeManagement.Functions.Durable;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Identity.KeyRing;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Workflows;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Functions.Hosting;

/// <summary>What makes the shared product a Functions app: Durable Functions, the register in Table Storage, and triggers instead of loops.</summary>
public static class FunctionsComposition
{
    /// <summary>Adds everything that the app runs. Functions are made with it, and requests go through <see cref="HttpPipeline"/>.</summary>
    /// <exception cref="StartRefusedException">The settings are not complete; the message says what to do.</exception>
    /// <exception cref="SettingsException">The settings are wrong; the message says what to do.</exception>
    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = FunctionsSettings.Read(configuration, environment);
        var senders = SenderSettings.Read(configuration, environment.IsDevelopment());
        services.AddLogging(LogOutsideInvocations.AddTo);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings.AuditKeys);
        services.AddTableStorage(settings.Register).AddTableAnchors(settings.Anchors).AddSharedKeyRing();
        services.AddRulebook();
        services.AddSingleton(provider => new Whereabouts(
            () => provider.GetRequiredService<SiteAddress>().Root.AbsoluteUri.TrimEnd('/'), "in Table Storage"));

        services.AddSingleton<TaskHub>().AddSingleton<IWorkflowClient, DurableWorkflowClient>();
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(Json.Options));
        services.AddChangeManagement(Recurring.ByTriggers);
        services.AddSenders(senders).AddSendGrid(senders.SendGrid);
        services.AddRouting().AddSingleton<HttpPipeline>();
        return services;
    }
}
