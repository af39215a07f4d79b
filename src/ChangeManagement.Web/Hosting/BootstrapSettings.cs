using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>How the first person comes in.</summary>
public sealed record BootstrapSettings
{
    /// <summary><c>Bootstrap:Token</c>: a first administrator's token, in Development only; null: none.</summary>
    public string? Token { get; init; }

    /// <summary><c>Bootstrap:Person</c>: the administrator for whom the console prints one link that signs in; null: nobody outside Development.</summary>
    public string? Person { get; init; }

    /// <summary>True in Development, where everybody is a newcomer.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">One is not allowed here; the message says why.</exception>
    public static BootstrapSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var token = settings["Bootstrap:Token"];
        return token is not null && !environment.IsDevelopment()
            ? throw new StartRefusedException(
                "Bootstrap:Token is for Development only; remove it, sign in by the link that Bootstrap:Person prints, and issue tokens.")
            : new BootstrapSettings { Token = token, Person = settings["Bootstrap:Person"], IsDevelopment = environment.IsDevelopment() };
    }
}
