using Supervision.Runtime;

namespace Supervision.Testing.Kit;

/// <summary>Where a test runs: in the simulation, or on the real scheduler. All that the kit needs to know of the difference.</summary>
internal abstract class TestWorld
{
    /// <summary>How long an expectation waits that does not say itself.</summary>
    internal static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    private protected TestWorld(Observations observations, LogCapture logs)
    {
        Observations = observations;
        Logs = logs;
    }

    internal Observations Observations { get; }

    internal LogCapture Logs { get; }

    internal abstract ProcessRuntime Runtime { get; }

    /// <summary>What kind of time passes, for messages.</summary>
    internal abstract string Clock { get; }

    /// <summary>Null on the real scheduler.</summary>
    internal abstract Simulation? Simulation { get; }

    internal abstract CrashPolicy Crashes { get; }

    internal abstract LeakPolicy Leaks { get; }

    /// <summary>Completes when nothing can happen any more without time passing.</summary>
    /// <exception cref="InvalidOperationException">Nobody can know that here.</exception>
    internal abstract Task IdleAsync(string operation);

    /// <summary>Completes when something may have changed, or the time is over.</summary>
    internal abstract Task ChangeAsync(ProcessContext test, TimeSpan left);
}
