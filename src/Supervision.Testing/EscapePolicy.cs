namespace Supervision.Testing;

/// <summary>What becomes of a run in which code leaves the simulation: it runs on another thread, waits for real time, or blocks.</summary>
public enum EscapePolicy
{
    /// <summary>The run fails with a <see cref="SimulationException"/>.</summary>
    Fail,

    /// <summary>It is told to <see cref="SimulationOptions.Output"/>, and the run goes on. It may go another way the next time.</summary>
    Warn,

    /// <summary>Nothing is looked for. When nothing else can happen, the run waits in real time for code that is elsewhere.</summary>
    Allow,
}
