using ChangeManagement.AzureServices;
using ChangeManagement.Functions.Hosting;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Services.AddFunctionsHost(builder.Configuration, builder.Environment);
    builder.Logging.KeepSecretsOut();
    var app = builder.Build();
    app.Services.RequireMail();
    app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ChangeManagement.Functions").LogInformation(
        "Runs on {Worker}, {Tables} and {SendGrid}.",
        typeof(WorkerOptions).Assembly.GetName().Name, AzureServicesRegistration.TablesAssembly, AzureServicesRegistration.SendGridAssembly);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StartRefusedException or SettingsException)
{
    // For the operator's eyes: a sentence to act on, not a stack trace.
    await Console.Error.WriteLineAsync($"The app did not start. {refusal.Message}");
    return 1;
}

/// <summary>The Functions host; not public, so that the tests of both hosts can name the server's.</summary>
internal partial class Program;
