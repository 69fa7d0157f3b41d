using Microsoft.Extensions.Logging;

namespace Supervision.Diagnostics;

/// <summary>A log provider is foreign code on a process's turn, and so is the exception that it writes: what they throw must not become the
/// process's, nor the sender's of a message.</summary>
/// <param name="logger">The application's.</param>
internal sealed class GuardedLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        // It cannot say, so nobody is heard.
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception thrown) // told as far as the provider lets us
        {
            LogAgain(logLevel, eventId, state, exception is not null, formatter, thrown);
        }
    }

    /// <summary>Most providers write the whole exception, and its text may be what threw: that somebody has crashed must be in the log all the same.</summary>
    private void LogAgain<TState>(
        LogLevel logLevel, EventId eventId, TState state, bool withoutException, Func<TState, Exception?, string> formatter, Exception thrown)
    {
        try
        {
            if (withoutException)
            {
                logger.Log(logLevel, eventId, state, null, formatter);
            }

            Diagnostics.Log.ProviderThrew(logger, thrown);
        }
        // It fails again, and there is nobody left to tell.
        catch (Exception)
        {
            _ = thrown;
        }
    }
}
