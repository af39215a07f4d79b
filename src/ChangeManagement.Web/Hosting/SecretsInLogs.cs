using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Hosting;

/// <summary>Links carry their secret in the path.</summary>
public static class SecretsInLogs
{
    /// <summary>
    /// In code, so that it holds without a settings file. The host's own diagnostics write the path of every request, which for a link holds its
    /// secret, into each line and into the scope of every other; failures are logged by our own handler with the pattern of their route.
    /// </summary>
    public static ILoggingBuilder KeepSecretsOut(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
}
