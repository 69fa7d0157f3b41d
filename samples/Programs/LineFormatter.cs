using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Programs;

/// <summary>Log lines for somebody who watches: time, level, text; of an exception where it was thrown, not the whole stack.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>What the console logger is told to use.</summary>
    public const string FormatterName = "lines";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        textWriter.Write(logEntry.LogLevel switch
        {
            >= LogLevel.Error => "FAIL ",
            LogLevel.Warning => "warn ",
            _ => "     ",
        });
        textWriter.WriteLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.LogLevel >= LogLevel.Error && FirstFrame(logEntry.Exception) is { } frame)
        {
            textWriter.WriteLine($"                  {frame}");
        }
    }

    private static string? FirstFrame(Exception? error)
    {
        string? stack = error?.StackTrace;
        int end = stack?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        return (end < 0 ? stack : stack![..end])?.Trim();
    }
}
