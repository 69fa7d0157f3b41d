using Microsoft.Extensions.Logging;

namespace Supervision.Hosting.Tests;

/// <summary>The log lines of a host.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];

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

    /// <summary>Completes when there is a line with this event id.</summary>
    public Task LineAsync(int id)
    {
        lock (_lock)
        {
            if (_lines.Exists(line => line.Id == id))
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[id] = done;
            return done.Task.WaitAsync(TestContext.Current.CancellationToken);
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
                log._waiting.GetValueOrDefault(eventId.Id)?.TrySetResult();
            }
        }
    }
}
