using System.Text;
using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Safety;

/// <summary>Whoever reads the logs, the audit or the data file learns the secret of no token.</summary>
public sealed class SecretsOfTokensTests
{
    [Fact]
    public async Task ATokenThatIsIssuedOnThePage_LeavesItsSecretNowhere()
    {
        var log = new CapturedLog();
        await using var product = new RunningProduct(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            },
            configure: services => services.AddSingleton<ILoggerProvider>(log));
        using var browser = new Browser(product);
        await browser.SignIn("ada");
        await browser.Open("/tokens");
        await browser.Send("/tokens", ("name", "Night build"), ("owner", "system:pipeline"), ("scopes", "changes:read"));
        var secret = browser.Page.QuerySelector(".secret")!.TextContent;
        Assert.Equal(200, (await product.WithToken(secret).Get(Client.Changes)).Status);

        Assert.NotEqual("", log.Text);
        Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
        var facts = await product.Services.GetRequiredService<SystemLog>().Read(1, CancellationToken.None);
        Assert.Contains(facts, fact => fact.Payload!.Contains("Night build", StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.DoesNotContain(secret, $"{fact}", StringComparison.Ordinal));
        var held = false;
        foreach (var file in Directory.EnumerateFiles(product.DataPath, "changes.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(read, Encoding.Latin1);
            var content = await text.ReadToEndAsync();
            held |= content.Contains("Night build", StringComparison.Ordinal);
            Assert.DoesNotContain(secret, content, StringComparison.Ordinal);
        }

        Assert.True(held, "The files that were looked at do not hold the token.");
    }
}
