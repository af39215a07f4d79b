using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// What a newcomer needs after the start: the address, and a link that signs in. In Development everybody is one, and the bootstrap token is
/// made; elsewhere only the administrator whom <c>Bootstrap:Person</c> names, until that link has been used.
/// </summary>
internal sealed class FirstSteps(
    BootstrapSettings settings, Whereabouts host, RulebookShelf rulebook, SignInLinks links, Tokens tokens, SystemLog log, TimeProvider time,
    IHostApplicationLifetime lifetime) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Token is { } secret)
        {
            await tokens.Bootstrap(secret, Administrator(), cancellationToken);
        }

        if (settings.Person is not null)
        {
            await PrintFirst(Administrator(), cancellationToken);
        }
        else if (settings.IsDevelopment)
        {
            var link = await links.Create(Administrator(), cancellationToken);
            lifetime.ApplicationStarted.Register(() => Print(Administrator(), link));
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrintFirst(string administrator, CancellationToken cancellation)
    {
        if (await links.CreateFirst(administrator, cancellation) is not { } link)
        {
            await Console.Out.WriteLineAsync(
                $"The link of Bootstrap:Person was used before, so none is printed; remove the setting. {administrator} gets a new one at /sign-in.");
            return;
        }

        await log.Append(
            "first-link-printed", new { Person = administrator }, Actor.System("console"), time.GetUtcNow(), "bootstrap", cancellation);
        lifetime.ApplicationStarted.Register(() => Print(administrator, link));
    }

    private string Administrator()
    {
        var (directory, now) = (rulebook.Current.Directory, time.GetUtcNow());
        var administrators = directory.Holders(Roles.Administrator, now).Select(person => person.Id).ToList();
        return administrators.Count == 0
                ? throw new StartRefusedException($"Nobody in the directory holds the role '{Roles.Administrator}'; give it to a person.")
            : settings.Person is not { } named ? administrators[0]
            : directory.Holds(named, Roles.Administrator, now) ? named
            : throw new StartRefusedException(
                $"Bootstrap:Person names '{named}', who does not hold the role '{Roles.Administrator}'; name one of: {string.Join(", ", administrators)}.");
    }

    private void Print(string administrator, string link)
    {
        var address = host.Address();
        Console.WriteLine($"""

            Change management is running at {address}
            Sign in as {administrator}:      {address}{link}
            Data:                            {host.Data}

            """);
    }
}
