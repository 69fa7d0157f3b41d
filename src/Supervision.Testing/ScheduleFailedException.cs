namespace Supervision.Testing;

/// <summary>A test fails in one of the orders in which it was run. The inner exception is what the test threw in that order; the message says
/// how to run it again and shows what happened.</summary>
public sealed class ScheduleFailedException : Exception
{
    internal ScheduleFailedException(string message, Exception failure)
        : base(message, failure)
    {
    }

    /// <summary>The schedule, for <see cref="Simulation.Replay"/> and the environment variable <c>SUPERVISION_REPLAY</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The number of the schedule that was found, from 1; 0 for a replay.</summary>
    public required int Schedule { get; init; }

    /// <summary>Who has chosen the schedule that was found.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed of the exploration.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What happened in the schedule: one line a step, one column a process, only what the failure depends on.</summary>
    public required string Diagram { get; init; }
}
