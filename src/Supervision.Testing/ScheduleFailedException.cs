namespace Supervision.Testing;

/// <summary>A test fails in one of the orders in which it was run. The inner exception is what the test threw in that order.</summary>
public sealed class ScheduleFailedException : Exception
{
    internal ScheduleFailedException(string message, Exception failure, int schedule, ulong seed)
        : base(message, failure)
    {
        Schedule = schedule;
        Seed = seed;
    }

    /// <summary>The number of the schedule, from 1.</summary>
    public int Schedule { get; }

    /// <summary>The seed from which the schedule was drawn.</summary>
    public ulong Seed { get; }
}
