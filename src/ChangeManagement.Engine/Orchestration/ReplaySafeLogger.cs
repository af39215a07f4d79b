using Microsoft.Extensions.Logging;

namespace ChangeManagement.Engine.Orchestration;

/// <summary>Silent while past turns are repeated, so that each line is written once.</summary>
internal sealed class ReplaySafeLogger(ILogger inner, Decisions decisions) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !decisions.IsReplaying && inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!decisions.IsReplaying)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
