using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests;

/// <summary>The log lines of a host.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];

    public IReadOnlyList<Line> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    internal sealed record Line(LogLevel Level, int Id, string Text, Exception? Error);

    private sealed class Logger(CapturedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._lock)
            {
                log._lines.Add(new Line(logLevel, eventId.Id, formatter(state, exception), exception));
            }
        }
    }
}
