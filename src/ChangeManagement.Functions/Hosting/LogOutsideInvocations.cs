using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ChangeManagement.Functions.Hosting;

/// <summary>
/// Of the worker's log the Functions host keeps only what belongs to an invocation that it runs, and for that the worker comes without a console: what works
/// in the background, such as the mail with links to sign in, would fail unheard. The host also keeps what the worker writes to its console, so that is where
/// the rest goes, a record a line.
/// </summary>
internal sealed class LogOutsideInvocations() : ConsoleFormatter(nameof(LogOutsideInvocations))
{
    /// <summary>Of libraries only warnings are heard: the addresses that their details name may be secrets.</summary>
    private const string Ours = "ChangeManagement.";

    /// <summary>By this the worker, too, knows to which invocation a record belongs.</summary>
    private const string Invocation = "AzureFunctions_InvocationId";

    /// <summary>Adds it. Warnings and errors go to the error stream, where the host tells them apart by their first word.</summary>
    public static void AddTo(ILoggingBuilder logging) => logging
        .AddConsoleFormatter<LogOutsideInvocations, ConsoleFormatterOptions>()
        .AddConsole(console =>
        {
            console.FormatterName = nameof(LogOutsideInvocations);
            console.LogToStandardErrorThreshold = LogLevel.Warning;
        });

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if ((logEntry.LogLevel < LogLevel.Warning && !logEntry.Category.StartsWith(Ours, StringComparison.Ordinal)) || IsWithinInvocation(scopeProvider))
        {
            return;
        }

        var level = logEntry.LogLevel switch
        {
            < LogLevel.Warning => "info",
            LogLevel.Warning => "warn",
            _ => "fail",
        };
        var record = $"{level}: {logEntry.Category}: {logEntry.Formatter(logEntry.State, logEntry.Exception)} {logEntry.Exception}";
        textWriter.WriteLine(record.TrimEnd().ReplaceLineEndings(" "));
    }

    private static bool IsWithinInvocation(IExternalScopeProvider? scopes)
    {
        var found = new Found();
        scopes?.ForEachScope(
            static (scope, seen) => seen.Invocation |= scope is IEnumerable<KeyValuePair<string, object>> names && names.Any(name => name.Key == Invocation),
            found);
        return found.Invocation;
    }

    private sealed class Found
    {
        public bool Invocation { get; set; }
    }
}
