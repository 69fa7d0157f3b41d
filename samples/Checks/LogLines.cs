using Microsoft.Extensions.Logging;

namespace Checks;

/// <summary>Keeps all lines that are logged, and lets a test wait for one.</summary>
public sealed class LogLines : ILogger, ILoggerFactory, ILoggerProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, int Times, TaskCompletionSource Seen)> _waiting = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Completes when as many lines that contain the text were logged. A wait without end fails with what was logged.</summary>
    public async Task WaitForAsync(string text, int times = 1)
    {
        try
        {
            await SeenAsync(text, times).WaitAsync(Longest, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(Invariant($"'{text}' was not logged {times} times. The log:\n{string.Join('\n', All)}"), late);
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string line = $"{logLevel}: {formatter(state, exception)}";
        lock (_lock)
        {
            _lines.Add(line);
            foreach ((string text, int times, TaskCompletionSource seen) in _waiting)
            {
                if (CountGated(text) >= times)
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private Task SeenAsync(string text, int times)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (CountGated(text) >= times)
            {
                seen.SetResult();
            }

            _waiting.Add((text, times, seen));
            return seen.Task;
        }
    }

    private int CountGated(string text) => _lines.Count(line => line.Contains(text, StringComparison.Ordinal));
}
