using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Kit;

/// <summary>Where a test runs: in the simulation, or on the real scheduler. All that the kit needs to know of the difference.</summary>
internal abstract class TestWorld(Observations observations, LogCapture logs)
{
    /// <summary>How long an expectation waits that does not say itself.</summary>
    internal static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    internal Observations Observations => observations;

    internal LogCapture Logs => logs;

    internal abstract ProcessRuntime Runtime { get; }

    /// <summary>What kind of time passes, for messages.</summary>
    internal abstract string Clock { get; }

    /// <summary>Null on the real scheduler.</summary>
    internal abstract Simulation? Simulation { get; }

    /// <summary>Whether a person will read where things were done.</summary>
    internal abstract bool KeepsPlaces { get; }

    /// <summary>Who waits for whose start or end; null where nobody keeps that.</summary>
    internal abstract IReadOnlyList<EscapeWatch.Wait>? Waits();

    /// <summary>What is thrown for processes that outlive the test.</summary>
    internal abstract Exception Leaked(IReadOnlyCollection<ProcessCell> left);

    /// <summary>Completes when nothing can happen any more without time passing.</summary>
    /// <exception cref="InvalidOperationException">Nobody can know that here.</exception>
    internal abstract Task IdleAsync(string operation);

    /// <summary>Waits until a condition is true. False when it is not in time.</summary>
    internal abstract Task<bool> EventuallyAsync(ProcessContext test, Func<bool> condition, TimeSpan within);
}
