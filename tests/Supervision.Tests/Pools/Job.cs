namespace Supervision.Tests.Pools;

/// <summary>What the workers of a test's pool are asked.</summary>
internal abstract record Job
{
    /// <summary>Takes a time and answers who has done it.</summary>
    internal sealed record Do(string Name, TimeSpan Time = default) : Job, ICall<Job, Pid>;

    /// <summary>Ends the worker that begins with it, so many times.</summary>
    internal sealed record Break(string Name) : Job, ICall<Job, Pid>;

    /// <summary>Handled without an answer.</summary>
    internal sealed record Note(string Name, TimeSpan Time = default) : Job;
}
