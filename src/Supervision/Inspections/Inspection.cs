using System.Runtime.CompilerServices;
using Supervision.Inspections;

namespace Supervision;

/// <summary>Looks at a running system, carefully enough for production: who has the longest mailbox, who is busy, who is restarted, and which messages go where.</summary>
/// <remarks>
/// <para>Nothing is counted or traced unless one of these is under way.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> the library recon.</para>
/// </remarks>
/// <example><code>
/// IReadOnlyList&lt;TopEntry&gt; busy = await runtime.TopOverAsync(TopBy.BusyTime, TimeSpan.FromSeconds(5));
/// </code></example>
public static class Inspection
{
    /// <summary>Finds the processes with the greatest numbers.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="by">Which number.</param>
    /// <param name="count">How many; 10 by default, at least 1.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with the greatest first; those with nothing are left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1, or <paramref name="by"/> is none of its values.</exception>
    /// <exception cref="InvalidOperationException">By busy time or messages, which are counted only during <see cref="TopOverAsync"/>, or always with
    /// <see cref="ProcessRuntimeOptions.CountsWork"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>By restarts each supervisor is asked; one that does not answer within 5 s is left out. Children of a dynamic supervisor that have no key count
    /// together, as their supervisor's.</para>
    /// <para><b>OTP:</b> recon:proc_count/2.</para>
    /// </remarks>
    public static async Task<IReadOnlyList<TopEntry>> TopAsync(
        this ProcessRuntime runtime, TopBy by, int count = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        InspectionErrors.CheckTop(by, count);
        Dictionary<(Pid, string), TopEntry> now = await new Census(runtime, cancellationToken).TakeAsync(by).ConfigureAwait(true); // in the process that asks
        return Census.First(now.Values, count);
    }

    /// <summary>Finds the processes whose numbers grow most during a window of time.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="by">Which number.</param>
    /// <param name="window">How long to look; zero or more, infinite is not allowed.</param>
    /// <param name="count">How many; 10 by default, at least 1.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes at the end of the window with the greatest growth first; those that did not grow are left out, and so are those that have ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1, <paramref name="window"/> is negative or infinite, or
    /// <paramref name="by"/> is none of its values.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>Busy time is told when a turn ends, so a turn that lasts longer than the window is not in it.</para>
    /// <para><b>OTP:</b> recon:proc_window/3.</para>
    /// </remarks>
    public static async Task<IReadOnlyList<TopEntry>> TopOverAsync(
        this ProcessRuntime runtime, TopBy by, TimeSpan window, int count = 10, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        InspectionErrors.CheckTop(by, count);
        InspectionErrors.CheckWindow(window);
        runtime.Observers.BeginCounting();
        try
        {
            Census census = new(runtime, cancellationToken);
            Dictionary<(Pid, string), TopEntry> before = await census.TakeAsync(by).ConfigureAwait(true); // in the process that asks
            await Task.Delay(window, runtime.Time, cancellationToken).ConfigureAwait(true); // in the process that asks
            Dictionary<(Pid, string), TopEntry> after = await census.TakeAsync(by).ConfigureAwait(true); // in the process that asks
            return Census.First(after.Select(entry => entry.Value with { Value = entry.Value.Value - (before.GetValueOrDefault(entry.Key)?.Value ?? 0) }), count);
        }
        finally
        {
            runtime.Observers.EndCounting();
        }
    }

    /// <summary>Shows messages as processes take them out of their mailboxes.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="options">Which messages, and how many at most; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the trace.</param>
    /// <returns>The messages, oldest first. It begins with the enumeration and ends by itself: after so many messages, at too many in one second, after its
    /// time, or when the runtime has stopped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of the options is not in its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>A process that is in the middle of a turn is seen from its next turn on.</para>
    /// <para><b>OTP:</b> recon_trace:calls/2, on receives.</para>
    /// </remarks>
    public static IAsyncEnumerable<MessageTrace> TraceAsync(
        this ProcessRuntime runtime, MessageTraceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        options ??= new MessageTraceOptions();
        InspectionErrors.CheckTrace(options);
        return ReadAsync(runtime, options, cancellationToken);
    }

    /// <summary>Hears what happens from now on, beside whoever the options of the runtime name.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="onReport">Is told every report, on the thread of the process it comes from; must be quick. What it throws is logged.</param>
    /// <param name="onDeadLetter">Is told every message that reached nobody, on the sender's thread, likewise; null, the default, for nobody.</param>
    /// <returns>Ends the listening when disposed; a report that is being told at that moment may still arrive.</returns>
    /// <remarks>
    /// <para><b>Cost:</b> reports that nobody heard before are put together from now on.</para>
    /// <para><b>OTP:</b> logger:add_handler/3.</para>
    /// </remarks>
    public static IDisposable Listen(this ProcessRuntime runtime, Action<Report> onReport, Action<DeadLetter>? onDeadLetter = null)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(onReport);
        return new Listening(runtime.Reports, onReport, onDeadLetter);
    }

    private static async IAsyncEnumerable<MessageTrace> ReadAsync(
        ProcessRuntime runtime, MessageTraceOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using MessageTap tap = new(runtime, options);
        while (await tap.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(true)) // in the process that asks
        {
            while (tap.Reader.TryRead(out MessageTrace? message))
            {
                yield return message;
            }
        }
    }
}
