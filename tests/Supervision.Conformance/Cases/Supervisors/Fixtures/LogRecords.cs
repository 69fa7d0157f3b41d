using Microsoft.Extensions.Logging;

namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>Keeps what is logged from a level on.</summary>
internal sealed class LogRecords(LogLevel from) : ILoggerFactory, ILogger
{
    internal List<Record> All { get; } = [];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            IEnumerable<KeyValuePair<string, object?>> fields = (IEnumerable<KeyValuePair<string, object?>>)state!;
            All.Add(new Record(eventId.Name!, formatter(state, exception), fields.ToDictionary()));
        }
    }

    /// <summary>One line of the log.</summary>
    internal sealed record Record(string Event, string Text, IReadOnlyDictionary<string, object?> Fields);
}
