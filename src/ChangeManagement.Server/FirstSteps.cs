using ChangeManagement.Policies;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Server;

/// <summary>What a newcomer needs after the start, in Development: the address, a link that signs in, and the bootstrap token.</summary>
internal sealed class FirstSteps(
    ServerSettings settings, RulebookShelf rulebook, SignInLinks links, Tokens tokens, TimeProvider time,
    IHostApplicationLifetime lifetime, Microsoft.AspNetCore.Hosting.Server.IServer server) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var administrator = Administrator();
        if (settings.BootstrapToken is { } secret)
        {
            await tokens.Bootstrap(secret, administrator, cancellationToken);
        }

        var link = await links.Create(administrator, cancellationToken);
        lifetime.ApplicationStarted.Register(() => Print(administrator, link));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Administrator() =>
        rulebook.Current.Directory.Holders(Roles.Administrator, time.GetUtcNow()) is [var first, ..]
            ? first.Id
            : throw new StartRefusedException($"Nobody in the directory holds the role '{Roles.Administrator}'; give it to a person.");

    private void Print(string administrator, string link)
    {
        var address = server.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Console.WriteLine($"""

            Change management is running at {address}
            Sign in as {administrator}:      {address}{link}
            Data:                            {settings.DataPath}

            """);
    }
}
