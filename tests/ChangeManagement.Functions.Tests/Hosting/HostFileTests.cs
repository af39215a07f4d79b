using System.Text.Json;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>What the host must be told, in the file that lies beside the app.</summary>
public sealed class HostFileTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json"))).RootElement;

    [Fact]
    public void Paths_AreThoseOfTheServer() => Assert.Equal("", At("extensions", "http", "routePrefix").GetString());

    [Fact]
    public void TheHost_WritesNoAddressOfARequest_ForLinksHoldTheirSecretInIt()
    {
        var insights = At("logging", "applicationInsights");
        Assert.False(insights.GetProperty("enableDependencyTracking").GetBoolean());
        Assert.False(insights.GetProperty("enableLiveMetrics").GetBoolean());
        Assert.False(insights.GetProperty("httpAutoCollectionOptions").GetProperty("enableHttpTriggerExtendedInfoCollection").GetBoolean());
        Assert.Equal("None", At("logging", "logLevel", "Yarp").GetString());
        Assert.Equal("None", At("logging", "logLevel", "Microsoft.Azure.WebJobs.Script.WebHost.Middleware.SystemTraceMiddleware").GetString());
        Assert.False(Host.TryGetProperty("telemetryMode", out _), "The host's own OpenTelemetry exports the path of every request.");
        Assert.False(At("extensions", "durableTask", "tracing", "traceInputsAndOutputs").GetBoolean());
    }

    [Fact]
    public void TheTaskHub_HasItsName_ItsVersion_AndSleepsWhenNothingHappens()
    {
        var durable = At("extensions", "durableTask");
        Assert.Equal("ChangeManagement", durable.GetProperty("hubName").GetString());
        Assert.Equal("1.0", durable.GetProperty("defaultVersion").GetString());
        Assert.Equal("00:00:10", durable.GetProperty("storageProvider").GetProperty("maxQueuePollingInterval").GetString());
    }

    private static JsonElement At(params ReadOnlySpan<string> path)
    {
        var element = Host;
        foreach (var name in path)
        {
            element = element.GetProperty(name);
        }

        return element;
    }
}
