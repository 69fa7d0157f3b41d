namespace DeviceGateway.Tests;

/// <summary>What a gateway logs, for tests that wait for a line.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Part, int Times, TaskCompletionSource Seen)> _waits = [];

    /// <summary>Completes when a line with this part was logged so often.</summary>
    public Task WaitForAsync(string part, int times = 1)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waits.Add((part, times, seen));
            Check();
        }

        return seen.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines.Add(formatter(state, exception));
            Check();
        }
    }

    public void Dispose()
    {
    }

    private void Check()
    {
        foreach ((string part, int times, TaskCompletionSource seen) in _waits)
        {
            if (_lines.Count(line => line.Contains(part, StringComparison.Ordinal)) >= times)
            {
                seen.TrySetResult();
            }
        }
    }
}
