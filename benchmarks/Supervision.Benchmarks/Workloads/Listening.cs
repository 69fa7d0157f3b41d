namespace Supervision.Benchmarks.Workloads;

/// <summary>Who listens while a workload runs.</summary>
internal enum Listening
{
    Nobody = 0,

    /// <summary>A listener to the meter.</summary>
    Metered,

    /// <summary>A listener to activities, and no activity to belong to.</summary>
    Watched,

    /// <summary>A listener to activities, and every message is sent inside one.</summary>
    Traced,
}
