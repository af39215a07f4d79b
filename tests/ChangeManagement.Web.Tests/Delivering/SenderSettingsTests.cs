using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.Configuration;

namespace ChangeManagement.Web.Delivering;

/// <summary>Wrong settings are refused at the start, each with what to do, and no secret is repeated.</summary>
public sealed class SenderSettingsTests
{
    [Fact]
    public void OutsideDevelopment_TheSiteNeedsItsAddress_WithHttps()
    {
        Assert.Contains("Site:Address is not set", Problems(), StringComparison.Ordinal);
        Assert.Contains("write it as https://", Problems(("Site:Address", "http://changes.example.com")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smtp:Host", "mail.example.com", "Mail:From is not")]
    [InlineData("Smtp:User", "changes", "Smtp:Host is not")]
    [InlineData("Mail:From", "nobody", "Mail:From is 'nobody'")]
    [InlineData("Site:ReplyDomain", "https://x", "Site:ReplyDomain")]
    [InlineData("Deliveries:Timeout", "soon", "Deliveries:Timeout is 'soon'")]
    [InlineData("SendGrid:KeyFile", "/nowhere/key", "does not exist")]
    [InlineData("Teams:Webhook", "http://flows.example.com/the-secret", "Teams:Webhook is no https address")]
    [InlineData("Slack:Webhook", "the-secret", "Slack:Webhook is no https address")]
    public void AWrongSetting_IsNamed(string name, string value, string problem)
    {
        var problems = Problems(("Site:Address", "https://changes.example.com"), (name, value));
        Assert.Contains(problem, problems, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smtp:Port", "465", "STARTTLS")]
    [InlineData("Smtp:Port", "many", "587")]
    [InlineData("Smtp:Security", "none", "clear text")]
    [InlineData("Smtp:Security", "tls", "starttls")]
    [InlineData("Smtp:User", "changes", "Smtp:Password")]
    [InlineData("SendGrid:Key", "SG.x", "keep the one")]
    public void AMailServer_IsSetAsAWhole(string name, string value, string problem) => Assert.Contains(
        problem,
        Problems(("Site:Address", "https://changes.example.com"), ("Mail:From", "a@example.com"), ("Smtp:Host", "mail.example.com"), (name, value)),
        StringComparison.Ordinal);

    [Fact]
    public void EveryProblem_IsSaidAtOnce()
    {
        var problems = Problems(("Smtp:Host", "mail.example.com"), ("Smtp:Port", "0"), ("Slack:Webhook", "x"));
        Assert.All(["Site:Address", "Smtp:Port", "Mail:From", "Slack:Webhook"], name => Assert.Contains(name, problems, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsRight_IsRead()
    {
        var read = SenderSettings.Read(
            Settings(("Site:Address", "https://changes.example.com"), ("Mail:From", "Changes <a@example.com>"), ("Smtp:Host", "mail.example.com"), ("Smtp:User", "u"), ("Smtp:Password", "p")),
            isDevelopment: false);
        Assert.Equal(
            (new Uri("https://changes.example.com/"), "mail.example.com", 587, true, "Changes"),
            (read.Site.Root, read.Smtp!.Host, read.Smtp.Port, read.Smtp.UsesTls, read.Smtp.From.DisplayName));
    }

    private static string Problems(params (string Name, string Value)[] settings) =>
        Assert.Throws<SettingsException>(() => SenderSettings.Read(Settings(settings), isDevelopment: false)).Message;

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
