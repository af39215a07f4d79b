using System.Reflection;
using ChangeManagement.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChangeManagement.Web.Telemetry;

/// <summary>
/// Sends spans and measurements to an OTLP collector, if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the other variables of OpenTelemetry hold too. Only our own
/// source of spans is exported: those of the web server and of HTTP clients hold whole addresses, and so the secrets of links and webhooks.
/// </summary>
internal sealed class TelemetryExport(IConfiguration settings) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(settings))
                .ConfigureResource(Describe)
                .AddSource(Measures.Name)
                .AddOtlpExporter()
                .Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(settings))
                .ConfigureResource(Describe)
                // Counts and durations by the pattern of the route, of the web server and of what it runs on.
                .AddMeter(Measures.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <summary>What is left is sent when they are disposed of.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    /// <summary>What the operator says of the service comes last, and wins.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .AddService(
            "change-management", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(), serviceInstanceId: Environment.MachineName)
        .AddEnvironmentVariableDetector();
}
