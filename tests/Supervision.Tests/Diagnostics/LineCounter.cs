using Microsoft.Extensions.Logging;

namespace Supervision.Tests.Diagnostics;

/// <summary>Counts log lines by event id, from any thread, and keeps the last of each.</summary>
internal sealed class LineCounter : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (int Count, string Last)> _lines = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines[eventId.Id] = (_lines.GetValueOrDefault(eventId.Id).Count + 1, formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }

    internal int CountOf(int id)
    {
        lock (_lock)
        {
            return _lines.GetValueOrDefault(id).Count;
        }
    }

    internal string LastOf(int id)
    {
        lock (_lock)
        {
            return _lines.GetValueOrDefault(id).Last ?? "";
        }
    }
}
