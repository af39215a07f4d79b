using ChangeManagement.Policies;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>
/// The Functions host takes of a worker's log what belongs to an invocation that runs, and everything that the worker writes to its console. What works in the
/// background is heard there, and nothing is heard twice.
/// </summary>
public sealed class OutsideInvocationsTests
{
    [Fact]
    public async Task AMailThatIsRefusedInTheBackground_IsHeardAsAWarning()
    {
        var (output, errors) = await Heard(async services =>
        {
            var lena = services.GetRequiredService<RulebookShelf>().Current.Directory.Find("lena")!;
            var mail = services.GetRequiredService<DirectMail>();
            mail.Send(SignInMessages.Of(lena, "/sign-in/secret", DateTimeOffset.UnixEpoch));
            await mail.WhenIdle();
        });
        var line = Assert.Single(errors, line => line.Contains("SignIn was not sent: ", StringComparison.Ordinal));
        // The host takes a line of this stream with this word for a warning.
        Assert.StartsWith("warn: ChangeManagement.Web.Notifications.Sending.DirectMail: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(output, line => line.Contains("was not sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTheAppRunsOn_IsHeard_AndTheLibrariesDetails_AreNot()
    {
        var (output, errors) = await Heard(services =>
        {
            Log(services, "ChangeManagement.Functions").LogInformation("Runs on {Worker}.", "a worker");
            Log(services, "System.Net.Http.HttpClient").LogInformation("Sends to {Address}.", "https://hooks.example.com/secret");
            return Task.CompletedTask;
        });
        Assert.Contains("info: ChangeManagement.Functions: Runs on a worker.", output);
        Assert.DoesNotContain(output.Concat(errors), line => line.Contains("hooks.example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFailure_IsOneLine_WithWhatFailed()
    {
        var (_, errors) = await Heard(services =>
        {
            Log(services, "ChangeManagement.Web").LogError(new InvalidOperationException("first\nsecond"), "A digest was not sent.");
            return Task.CompletedTask;
        });
        Assert.Contains("fail: ChangeManagement.Web: A digest was not sent. System.InvalidOperationException: first second", errors);
    }

    [Fact]
    public async Task WhatIsLoggedWithinAnInvocation_IsTheHosts_AndIsNotWrittenTwice()
    {
        var (output, errors) = await Heard(services =>
        {
            var log = Log(services, "ChangeManagement.Web");
            using (log.BeginScope(new List<KeyValuePair<string, object>> { new("AzureFunctions_InvocationId", "4711"), new("AzureFunctions_FunctionName", "site") }))
            using (log.BeginScope("a change"))
            {
                log.LogWarning("Within.");
            }

            using (log.BeginScope("a change"))
            {
                log.LogWarning("Outside.");
            }

            return Task.CompletedTask;
        });
        Assert.Contains("warn: ChangeManagement.Web: Outside.", errors);
        Assert.DoesNotContain(output.Concat(errors), line => line.Contains("Within.", StringComparison.Ordinal));
    }

    private static ILogger Log(IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    /// <summary>What an instance writes to its console meanwhile. A mail server that nobody can reach takes its mail.</summary>
    private static async Task<(string[] Output, string[] Errors)> Heard(Func<IServiceProvider, Task> work)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var (outputBefore, errorsBefore) = (Console.Out, Console.Error);
        Console.SetOut(TextWriter.Synchronized(output));
        Console.SetError(TextWriter.Synchronized(errors));
        try
        {
            var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["SendGrid:Key"] = "SG.key",
                ["SendGrid:Host"] = "https://127.0.0.1:9/",
                ["Mail:From"] = "changes@example.com",
                ["Site:Address"] = "https://changes.example.com/",
            };
            await using var instance = await FunctionsInstance.Start(AzuriteServer.NewPrefix(), settings);
            await work(instance.Services);
        }
        finally
        {
            Console.SetOut(outputBefore);
            Console.SetError(errorsBefore);
        }

        return (Lines(output), Lines(errors));
    }

    private static string[] Lines(StringWriter written) => written.ToString().Split(Environment.NewLine);
}
