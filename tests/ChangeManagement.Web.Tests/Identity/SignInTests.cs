using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Sample;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Identity;

/// <summary>People sign in by a link that is sent to their address (H2).</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();
    private readonly Browser browser;

    public SignInTests() => browser = new Browser(product);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await product.DisposeAsync();
    }

    public static TheoryData<string> Everybody => [.. Sample().People.Keys];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task EverybodyInTheDirectory_IsSentALink_AndSignsInWithIt(string person)
    {
        await Ask($"{person}@example.com");
        var message = Assert.Single(await Mailbox());
        Assert.Equal($"{person}@example.com", message.To);
        await browser.Open(message.Link!);
        await browser.Send(message.Link!);
        Assert.Equal(("/", 200), (browser.Path, browser.Status));
    }

    [Fact]
    public async Task AnAddress_IsKnownHoweverItIsSpelt()
    {
        await Ask("  Emil@EXAMPLE.com ");
        Assert.Equal("emil@example.com", Assert.Single(await Mailbox()).To);
    }

    [Fact]
    public async Task AnUnknownAddress_IsAnsweredTheSame_AndSentNothing()
    {
        await Ask("emil@example.com");
        var known = browser.Words;
        await Ask("nobody@example.com");
        Assert.Equal(known, browser.Words);
        Assert.Single(await Mailbox());
    }

    [Fact]
    public async Task OnePerson_IsSentOnlySoManyLinks_AndTheAnswerStaysTheSame()
    {
        for (var time = 0; time < 7; time++)
        {
            await Ask("emil@example.com");
            Assert.Equal(200, browser.Status);
        }

        Assert.Equal(5, (await Mailbox()).Count);
    }

    [Fact]
    public async Task ALink_SignsInOnce()
    {
        await Ask("emil@example.com");
        var link = Assert.Single(await Mailbox()).Link!;
        await browser.Open(link);
        await browser.Send(link);
        using var other = new Browser(product);
        await other.Open(link);
        Assert.Equal(404, other.Status);
    }

    [Fact]
    public async Task TheFirstAdministratorsLink_IsMadeAgainUntilItWasUsed_AndThenNeverMore()
    {
        var links = product.Services.GetRequiredService<SignInLinks>();
        await links.CreateFirst("dana", CancellationToken.None);
        var second = await links.CreateFirst("dana", CancellationToken.None);
        await browser.Open(second!);
        await browser.Send(second!);
        Assert.Equal("/", browser.Path);
        Assert.Null(await links.CreateFirst("dana", CancellationToken.None));
    }

    private async Task Ask(string address)
    {
        await browser.Open("/sign-in");
        await browser.Send("/sign-in", ("mail", address));
        Assert.Contains("If the address is in the directory, a link is on its way", browser.Words, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<MailboxLetter>> Mailbox() => product.Services.GetRequiredService<Mailbox>().List(100, CancellationToken.None);

    private static PeopleDirectory Sample() => Rulebook.Load(
        [.. ShippedPolicies.All, .. SampleOrganisation.Files]).Rulebook!.Directory;
}
