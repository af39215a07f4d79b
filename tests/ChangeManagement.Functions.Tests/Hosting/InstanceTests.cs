using System.Net.Http.Headers;
using System.Net.Http.Json;
using ChangeManagement.AzureServices;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Functions.Triggers;
using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Workflows;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>An instance of the app answers as the server does, and shares with the others what they need.</summary>
public sealed class InstanceTests
{
    private const string Changes = "/api/v1/change-management/change-requests";

    private readonly string prefix = AzuriteServer.NewPrefix();

    [Theory]
    [InlineData("/healthz/live", 200)]
    [InlineData("/healthz/ready", 200)]
    [InlineData("/waiting", 302)]
    [InlineData("/sign-in", 200)]
    [InlineData(Changes, 401)]
    [InlineData("/nowhere", 404)]
    public async Task ARequest_GoesThroughOurPipeline_WhateverTheWorkerRouted(string path, int status)
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        using var http = instance.Anonymous();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChange_StartsItsWorkflow_OnTheTaskHubThatTheFunctionWasGiven_AndIsAnchoredInItsTurn()
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        var number = await Submit(instance);
        instance.Hub.Verify(hub => hub.ScheduleNewOrchestrationInstanceAsync(
            It.Is<TaskName>(name => name.Name == "change-standard-v1" || name.Name == "change-normal-v1"), It.IsAny<object?>(),
            It.Is<StartOrchestrationOptions?>(options => options!.InstanceId == $"{number}-r1"), It.IsAny<CancellationToken>()));

        // The timer may run where nothing else ever did.
        await using var another = await FunctionsInstance.Start(prefix);
        var rounds = ActivatorUtilities.CreateInstance<Rounds>(another.Services);
        await rounds.Anchor(new TimerInfo(), another.Hub.Object, CancellationToken.None);
        var lines = await another.Services.GetRequiredService<IAnchorFile>().ReadLines(0, CancellationToken.None).ToListAsync();
        Assert.Contains(lines, line => line.Contains($"\"stream\":\"{number}\"", StringComparison.Ordinal));
        Assert.True((await another.Services.GetRequiredService<RegisterAudit>().VerifyChange(number, CancellationToken.None))!.Faults.IsEmpty);
    }

    [Fact]
    public async Task WhatOneInstanceSealed_AnotherReads_AndTheRegisterDoesNotShowIt()
    {
        await using var first = await FunctionsInstance.Start(prefix);
        var cookie = Protector(first).Protect("lena");
        await using (var second = await FunctionsInstance.Start(prefix))
        {
            Assert.Equal("lena", Protector(second).Unprotect(cookie));
            Assert.Equal("lena", Protector(first).Unprotect(Protector(second).Protect("lena")));
        }

        var rows = await first.Services.GetRequiredService<ITables>().Query("keyring", "keys", null, null, 10, CancellationToken.None);
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.Contains("sealed", row.Data, StringComparison.Ordinal);
            Assert.Contains("second", row.Data, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", row.Data, StringComparison.Ordinal);
        });

        // Whoever has the register and not the key makes no cookie: another key opens none of them, and they are left where they are.
        await using var thief = await FunctionsInstance.Start(prefix, Setting("Audit:Key", $"second {new string('3', 64)}"));
        Assert.ThrowsAny<Exception>(() => Protector(thief).Unprotect(cookie));
    }

    [Fact]
    public async Task TheBodyOfARequest_IsLimited_AsTheServerLimitsIt()
    {
        var limit = new Mock<IHttpMaxRequestBodySizeFeature>();
        limit.SetupProperty(feature => feature.MaxRequestBodySize, 30_000_000);
        await using var instance = await FunctionsInstance.Start(prefix, features: features => features.Set(limit.Object));
        using var http = instance.Anonymous();
        using var answer = await http.GetAsync(new Uri("/healthz/live", UriKind.Relative));
        Assert.Equal(256 << 10, limit.Object.MaxRequestBodySize);
    }

    [Theory]
    // Whom the front end heard stands last, or before the front end's own address; what stands before that, the caller has written.
    [InlineData("{0}, 203.0.113.7:4711", 429)]
    [InlineData("{0}, 203.0.113.7:4711, 10.1.2.3", 429)]
    [InlineData("198.51.100.1, 203.0.113.{1}:4711, 10.1.2.3", 404)]
    public async Task Callers_AreKnownByTheirOwnAddress_NotByWhatTheyWrite(string forwarded, int status)
    {
        await using var instance = await FunctionsInstance.Start(prefix, Setting("Limits:Links", "2"));
        using var http = instance.Anonymous();
        var last = 0;
        for (var call = 0; call < 3; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/approvals/unknown");
            request.Headers.TryAddWithoutValidation(
                "X-Forwarded-For", string.Format(System.Globalization.CultureInfo.InvariantCulture, forwarded, $"198.51.100.{call}", call));
            using var answer = await http.SendAsync(request);
            last = (int)answer.StatusCode;
        }

        Assert.Equal(status, last);
    }

    [Fact]
    public async Task WhereTheCallerSpeaksHttps_SoDoAnswers()
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        using var http = instance.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/waiting");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7:4711");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        using var answer = await http.SendAsync(request);
        Assert.StartsWith("https://", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTravelsThroughTheTaskHub_IsWrittenAndReadAsHistoriesAre()
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        var serializer = instance.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
        var attendance = new Attendance("CHG-2026-001", ToldVersion: 3, HasTimePassed: true);
        var written = serializer.Serialize(attendance);
        Assert.Equal(Json.Write(attendance), written.ToString());
        Assert.Equal(attendance, await serializer.DeserializeAsync(written.ToStream(), typeof(Attendance), CancellationToken.None));
    }

    [Fact]
    public async Task WithAKeyOfSendGrid_MailGoesThere()
    {
        var settings = Setting("SendGrid:Key", "SG.key");
        settings["Mail:From"] = "changes@example.com";
        settings["Site:Address"] = "https://changes.example.com/";
        await using var instance = await FunctionsInstance.Start(prefix, settings);
        Assert.Contains(instance.Services.GetServices<ISender>(), sender => sender is SendGridSender);
    }

    /// <summary>Timers set off one instance at a time; loops would run in all of them at once, and keep them awake.</summary>
    [Fact]
    public async Task NoInstance_HasLoopsOfItsOwn()
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        var ours = instance.Services.GetServices<IHostedService>().Select(service => service.GetType())
            .Where(type => type.FullName!.StartsWith("ChangeManagement.", StringComparison.Ordinal)).Select(type => type.Name);
        Assert.Equal(["TelemetryExport", "OpeningService", "AftermathService", "DirectMail", "FirstSteps"], ours);
    }

    /// <summary>Whoever cuts off the register must not find there what shows it.</summary>
    [Fact]
    public async Task Anchors_LieInTheirOwnAccount_AndNotInTheRegisters()
    {
        await using var instance = await FunctionsInstance.Start(prefix);
        await Submit(instance);
        await ActivatorUtilities.CreateInstance<Rounds>(instance.Services).Anchor(new TimerInfo(), instance.Hub.Object, CancellationToken.None);
        var azurite = await AzuriteServer.Shared();
        async Task<int> AnchorsIn(string tables) => await new TableAnchors(
            new TableStorage(new TableStorageSettings { ConnectionString = azurite.ConnectionString }.Connect(), tables)).ReadLines(0, CancellationToken.None).CountAsync();
        Assert.NotEqual(0, await AnchorsIn(prefix + "a"));
        Assert.Equal(0, await AnchorsIn(prefix));
    }

    private static IDataProtector Protector(FunctionsInstance instance) => instance.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Dictionary<string, string?> Setting(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static async Task<string> Submit(FunctionsInstance instance)
    {
        using var http = instance.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "administrator");
        using var answer = await http.PostAsJsonAsync(Changes, Testing.Walks.Requests.Priority("low"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        await instance.Services.GetRequiredService<AftermathService>().WhenIdle();
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("change_request_id").GetString()!;
    }
}
