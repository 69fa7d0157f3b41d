using Microsoft.Extensions.Logging;

namespace Supervision.Testing.Kit;

/// <summary>Writes into a test's capture, and to the logger that the runtime's options name.</summary>
internal sealed class CapturingLogger(LogCapture capture, string category, ILogger also) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => also.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => Captures(logLevel) || also.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (also.IsEnabled(logLevel))
        {
            also.Log(logLevel, eventId, state, exception, formatter);
        }

        if (Captures(logLevel))
        {
            capture.Add(logLevel, category, eventId, formatter(state, exception), exception);
        }
    }

    private bool Captures(LogLevel level) => level >= capture.MinimumLevel && level != LogLevel.None;
}
