using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Web.Safety;

/// <summary>Everything that is logged, with the scopes in which it is.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = [];
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    /// <summary>The lines so far.</summary>
    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{logLevel} {category}: {formatter(state, exception)} {exception}";
            log.scopes.ForEachScope((scope, _) => line += $" [{scope}]", log);
            log.lines.Enqueue(line);
        }
    }
}
