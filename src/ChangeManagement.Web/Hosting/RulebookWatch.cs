using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// Puts edited policies, directory and systems in force (P2). It looks at the files' content at intervals instead of waiting for the file
/// system to report changes: network and bind mounts report none, and a mounted configuration that is swapped by a link keeps its times.
/// </summary>
/// <param name="atStart">What the shelf was filled from.</param>
public sealed class RulebookWatch(
    RulebookShelf shelf, RulebookFiles atStart, RulebookSource source, ChangeDefaults defaults, SystemLog log, TimeProvider time,
    ILogger<RulebookWatch> logger)
{
    private RulebookFiles tried = atStart;
    private RulebookFiles? seen;

    /// <summary>
    /// Looks once. An edit counts when two looks see the same: what an editor or a copy is still writing is left alone. Not for several threads.
    /// </summary>
    public async Task Look(CancellationToken cancellation)
    {
        var files = source();
        var isStill = files == seen;
        seen = files;
        if (isStill && files != tried)
        {
            await Reload(files, cancellation);
            tried = files;
        }
    }

    private async Task Reload(RulebookFiles files, CancellationToken cancellation)
    {
        var loading = Usable(files.Load());
        var now = time.GetUtcNow();
        var isInForce = shelf.Reload(loading, now);
        if (isInForce)
        {
            logger.LogInformation("The edited policies and organisation are in force.");
        }
        else
        {
            logger.LogError("The edited policies or organisation have errors; the last good version stays in force.\n{Errors}", string.Join('\n', loading.Errors));
        }

        var inForce = shelf.Current.Policies.Values.Select(policy => new PolicyInForce(policy.Id, policy.Version, policy.Digest));
        await log.Append(
            isInForce ? "policies-reloaded" : "policies-reload-refused",
            new Attempt(Environment.MachineName, [.. inForce], loading.Errors),
            Actor.System("server"), now, correlation: "policies", cancellation);
    }

    /// <summary>Without the policy that requests without one are given, those could not be taken any more.</summary>
    private RulebookLoading Usable(RulebookLoading loading) =>
        loading.Rulebook is not { } rulebook || rulebook.Find(defaults.PolicyId) is not null
            ? loading
            : new RulebookLoading(null, [new FileError(
                "Policies:Default", 1, 1, $"the default policy '{defaults.PolicyId}' would no longer be in force; use one of: {string.Join(", ", rulebook.Policies.Keys)}")]);

    /// <param name="Host">Every host has its own files.</param>
    /// <param name="InForce">What is in force after the attempt.</param>
    private sealed record Attempt(string Host, ImmutableArray<PolicyInForce> InForce, ImmutableArray<FileError> Errors);

    private sealed record PolicyInForce(string Id, string Version, string Digest);
}
