using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>Where the files of the rulebook lie.</summary>
public sealed record RulebookSettings
{
    /// <summary><c>Policies:Path</c>: a folder of policy files that override and add to the shipped ones; null: the shipped ones alone.</summary>
    public string? PoliciesPath { get; init; }

    /// <summary><c>Organisation:Path</c>: the folder of <c>directory.yaml</c> and <c>systems.yaml</c>; null: the sample, in Development only.</summary>
    public string? OrganisationPath { get; init; }

    /// <summary><c>Policies:Default</c>: the policy of requests that name none. Default: <c>priority-approval</c>.</summary>
    public required string DefaultPolicy { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">There is no organisation; the message says what to set.</exception>
    public static RulebookSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var organisation = settings["Organisation:Path"];
        return organisation is null && !environment.IsDevelopment()
            ? throw new StartRefusedException("Organisation:Path is not set. Name the folder that holds directory.yaml and systems.yaml.")
            : new RulebookSettings
            {
                PoliciesPath = settings["Policies:Path"],
                OrganisationPath = organisation,
                DefaultPolicy = settings["Policies:Default"] ?? "priority-approval",
            };
    }
}
