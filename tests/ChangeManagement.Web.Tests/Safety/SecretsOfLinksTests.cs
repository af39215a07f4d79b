using System.Text;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Safety;

/// <summary>Whoever reads the logs or the data file learns the secret of no link.</summary>
public sealed class SecretsOfLinksTests
{
    [Fact]
    public async Task NoLogHoldsTheSecretOfALink_NotEvenWhereItsPageFails()
    {
        var log = new CapturedLog();
        FailingTables failing = null!;
        // Without a settings file everything is logged from Information on; here even more is.
        await using var product = new RunningProduct(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            },
            tables: tables => failing = new FailingTables(tables),
            configure: services => services.AddSingleton<ILoggerProvider>(log));
        using var http = product.Anonymous();
        foreach (var path in new[] { "/approvals/secret-of-an-approval", "/sign-in/secret-of-a-sign-in" })
        {
            failing.Failing = null;
            using var looked = await http.GetAsync(new Uri(path, UriKind.Relative));
            failing.Failing = path.StartsWith("/approvals", StringComparison.Ordinal) ? "links" : "signins";
            using var failed = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((404, 500), ((int)looked.StatusCode, (int)failed.StatusCode));
        }

        Assert.Contains("GET /approvals/{token} failed", log.Text, StringComparison.Ordinal);
        Assert.Contains("GET /sign-in/{secret} failed", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutsideDevelopment_NoFileHoldsTheSecretOfALink_ThatItsPersonWasSent()
    {
        var mail = new RecordedMail();
        await using var product = new RunningProduct(isProduction: true, configure: services => services.AddSingleton<ISender>(mail));
        await product.Services.GetRequiredService<Tokens>().Bootstrap("the-secret-of-chen", "chen", CancellationToken.None);
        await product.WithToken("the-secret-of-chen").Submit(BadInput.PlainRequest.Good);
        using var browser = new Browser(product);
        await browser.Open("/sign-in");
        await browser.Send("/sign-in", ("mail", "emil@example.com"));

        var secrets = mail.Sent.Where(message => !message.Action!.Path.StartsWith("/changes/", StringComparison.Ordinal))
            .Select(message => message.Action!.Path[(message.Action!.Path.LastIndexOf('/') + 1)..]).ToList();
        Assert.Contains(mail.Sent, message => message.Action!.Path.StartsWith("/approvals/", StringComparison.Ordinal));
        Assert.Contains(mail.Sent, message => message.Action!.Path.StartsWith("/sign-in/", StringComparison.Ordinal));
        var held = false;
        foreach (var file in Directory.EnumerateFiles(product.DataPath, "changes.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(read, Encoding.Latin1);
            var content = await text.ReadToEndAsync();
            held |= content.Contains("CHG-2026-001", StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }

        Assert.True(held, "The files that were looked at do not hold the register.");
    }

    [Fact]
    public async Task OutsideDevelopment_ThereIsNoMailbox()
    {
        await using var product = new RunningProduct(isProduction: true, configure: services => services.AddSingleton<ISender>(new RecordedMail()));
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/mailbox");
        Assert.Equal(404, browser.Status);
        Assert.Null(product.Services.GetService<Mailbox>());
    }
}
