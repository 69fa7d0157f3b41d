namespace Supervision.Runtime;

/// <summary>One turn that somebody measures. It holds nothing that belongs to the process, which may run elsewhere when the turn ends.</summary>
internal readonly struct TurnMeasure(long beganAt, WorkAccount? account)
{
    /// <summary>False for the default: a turn that nobody measures.</summary>
    internal bool IsTaken { get; } = true;

    internal void End(ProcessRuntime runtime)
    {
        TimeSpan length = runtime.Time.GetElapsedTime(beganAt);
        runtime.Telemetry.TurnEnded(length);
        account?.AddTime(length);
    }
}
