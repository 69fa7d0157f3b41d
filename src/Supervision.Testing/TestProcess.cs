using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Supervision.Runtime;
using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>The process in which a test's body runs: everything that a process can do, and what only a test needs.</summary>
/// <remarks>
/// <para>When the body has ended, what was given to <see cref="OnExit"/> runs, last first; then the supervised children stop, last first,
/// each with the time that its shutdown allows; then what is linked to the test, and the probes. In a simulation none of this takes
/// time.</para>
/// <para><b>From:</b> inside the test's body only.</para>
/// </remarks>
public sealed partial class TestProcess : ProcessContext
{
    internal TestProcess(TestScope scope, ProcessContext context)
        : base(context.Cell) => Scope = scope;

    /// <summary>The simulation that runs the test. From any thread.</summary>
    /// <exception cref="InvalidOperationException">The test runs on the real scheduler.</exception>
    public Simulation Simulation => Scope.World.Simulation
        ?? throw KitErrors.NeedsSimulation(nameof(Simulation), "Run the test with Simulation.Test to use it.");

    /// <summary>What was logged so far, and loggers for the code under test.</summary>
    public LogCapture Logs => Scope.World.Logs;

    internal TestScope Scope { get; }

    /// <summary>Starts a process that stands in for a server.</summary>
    /// <typeparam name="TMessage">The message type of that server.</typeparam>
    /// <param name="name">The name under which it is registered; null for none.</param>
    /// <returns>The probe.</returns>
    /// <exception cref="InvalidOperationException">The name is taken, or this is called outside of the test's body.</exception>
    public Probe<TMessage> Probe<TMessage>(string? name = null)
        where TMessage : notnull => new(this, name);

    /// <summary>Says what is to be done when the body has ended, whether it passed or failed.</summary>
    /// <param name="cleanup">What to do, in the test's process, before the supervised children stop. What it throws fails a test that has
    /// passed.</param>
    public void OnExit(Func<Task> cleanup)
    {
        ArgumentNullException.ThrowIfNull(cleanup);
        Scope.OnExit(cleanup);
    }

    /// <summary>Lets everybody else run until nothing can happen any more without time passing.</summary>
    /// <returns>Completes then.</returns>
    /// <exception cref="InvalidOperationException">The test runs on the real scheduler, where nobody can know that.</exception>
    public Task IdleAsync() => Scope.World.IdleAsync(nameof(IdleAsync));

    /// <summary>Waits until a condition is true. It is looked at again after everything that happens; nothing is done to make it true.</summary>
    /// <param name="condition">The condition; it only looks. What it throws is thrown here.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; infinite for ever.</param>
    /// <param name="what">The text of <paramref name="condition"/>; the compiler fills it in.</param>
    /// <returns>Completes when it is true.</returns>
    /// <exception cref="TestFailedException">It was not true in time.</exception>
    /// <remarks>
    /// <para>In the simulation it is looked at whenever nothing more can happen without time passing. On the real scheduler it is looked at
    /// after each event that the kit sees (a report, the end of a process, a message to a probe, a log line) and when the time is
    /// over: a condition on anything else may be seen late.</para>
    /// </remarks>
    public Task EventuallyAsync(
        Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Scope.Waits.Add(what ?? "a condition", AwaitConditionAsync(condition, Checked(within), what));
    }

    /// <summary>Waits for a log line.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="contains">What its text must contain; null for anything.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; zero for what is logged already; infinite for ever.</param>
    /// <returns>Completes with the oldest such line, also when it was logged before.</returns>
    /// <exception cref="TestFailedException">There was none in time; the message lists what was logged.</exception>
    public Task<LogCapture.Line> ExpectLogAsync(LogLevel level, string? contains = null, TimeSpan? within = null) =>
        Scope.Waits.Add("a log line", AwaitLogAsync(level, contains, Checked(within)));

    private async Task AwaitConditionAsync(Func<bool> condition, TimeSpan limit, string? what)
    {
        if (!await Scope.World.EventuallyAsync(this, condition, limit).ConfigureAwait(true)) // in the test's process
        {
            throw KitErrors.NotEventually(what, limit, Scope.World);
        }
    }

    private async Task<LogCapture.Line> AwaitLogAsync(LogLevel level, string? contains, TimeSpan limit)
    {
        return await Scope.Observations.FirstAsync(this, () => Logs.Find(level, contains), limit).ConfigureAwait(true) // in the test's process
            ?? throw KitErrors.NoLog(level.ToString(), contains, limit, Scope.World);
    }

    private static TimeSpan Checked(TimeSpan? within) => ProcessErrors.CheckedTimeout(within ?? TestWorld.DefaultWait, nameof(within));
}
