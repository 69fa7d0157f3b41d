using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>Every log line of one test: what the runtime reports, and what code under test logs that was given a logger from here.</summary>
/// <remarks>
/// <para>The lines are written to the test's output only when it fails. Wait for a line with <see cref="TestProcess.ExpectLogAsync"/>.</para>
/// <para><b>From:</b> any thread.</para>
/// </remarks>
/// <example><code>
/// ServerRef&lt;StoreMessage&gt; store = await test.StartSupervisedAsync(() => new Store(test.Logs.CreateLogger&lt;Store&gt;()));
/// </code></example>
[DebuggerDisplay("{Lines.Count} lines")]
public sealed class LogCapture : ILoggerFactory
{
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private readonly ILoggerFactory _also;
    private readonly Func<TimeSpan> _elapsed;
    private readonly Action _told;

    /// <param name="also">Gets every line as well.</param>
    /// <param name="elapsed">How far the test is.</param>
    /// <param name="told">Called after each line.</param>
    internal LogCapture(ILoggerFactory also, Func<TimeSpan> elapsed, Action told)
    {
        _also = also;
        _elapsed = elapsed;
        _told = told;
    }

    /// <summary>The least that is captured; <see cref="LogLevel.Information"/> at first. Set it before what is to be captured.</summary>
    public LogLevel MinimumLevel { get; set; } = LogLevel.Information;

    /// <summary>The lines so far, in order. A copy.</summary>
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

    /// <summary>A logger whose lines are captured.</summary>
    /// <param name="categoryName">Its category.</param>
    /// <returns>The logger.</returns>
    public ILogger CreateLogger(string categoryName) => new CapturingLogger(this, categoryName, _also.CreateLogger(categoryName));

    /// <summary>Not supported: a provider belongs to the logger factory of the runtime's options, which gets every line too.</summary>
    /// <param name="provider">The provider.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ILoggerFactory.AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The log capture of a test takes no providers. Give the runtime's options a LoggerFactory with them; it gets every line too.");

    /// <summary>Does nothing: the lines are there until the test is forgotten.</summary>
    public void Dispose()
    {
    }

    internal Line? Find(LogLevel level, string? contains)
    {
        lock (_lock)
        {
            return _lines.Find(line => line.Level == level && (contains is null || line.Message.Contains(contains, StringComparison.Ordinal)));
        }
    }

    internal void Add(LogLevel level, string category, EventId id, string message, Exception? error)
    {
        lock (_lock)
        {
            _lines.Add(new Line(_elapsed(), level, category, id, message, error));
        }

        _told();
    }

    /// <summary>One log line.</summary>
    /// <param name="At">When, as time since the test's clock began.</param>
    /// <param name="Level">How bad.</param>
    /// <param name="Category">The category of its logger; <c>Supervision</c> for the runtime's reports.</param>
    /// <param name="Id">Its event id.</param>
    /// <param name="Message">Its text, filled in.</param>
    /// <param name="Error">The exception that was logged with it; null for none.</param>
    public sealed record Line(TimeSpan At, LogLevel Level, string Category, EventId Id, string Message, Exception? Error)
    {
        /// <summary>The line as it is printed.</summary>
        public override string ToString() => $"{At:c} {Level} {Category}: {Message}{(Error is null ? "" : $" ({Error.GetType().Name}: {Error.Message})")}";
    }
}
