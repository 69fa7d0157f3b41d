using Microsoft.Extensions.Logging;

namespace Supervision.Tests.Diagnostics;

/// <summary>A log provider that is broken: it throws at every line, or already when it is asked whether it wants one.</summary>
internal sealed class ThrowingLogger(bool throwsWhenAsked) : ILoggerFactory, ILogger
{
    /// <summary>How often it has thrown.</summary>
    internal int Thrown { get; private set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => throwsWhenAsked ? throw Failure() : true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        throw Failure();

    public void Dispose()
    {
    }

    private InvalidOperationException Failure()
    {
        Thrown++;
        return new InvalidOperationException("The disk of the log is full.");
    }
}
