using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DeviceGateway;

/// <summary>Log lines for somebody who watches: time, level, text, and no stacks. The dashboard has them.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>What the console logger is told to use.</summary>
    public const string FormatterName = "lines";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string level = logEntry.LogLevel >= LogLevel.Error ? "FAIL" : logEntry.LogLevel == LogLevel.Warning ? "warn" : "    ";
        textWriter.WriteLine($"{time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {level} {logEntry.Formatter(logEntry.State, null)}");
    }
}
