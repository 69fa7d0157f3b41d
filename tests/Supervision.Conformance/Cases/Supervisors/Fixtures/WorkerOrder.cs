namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>What a worker of the suite is told.</summary>
internal abstract record WorkerOrder
{
    /// <summary>End normally.</summary>
    internal sealed record Stop : WorkerOrder;

    /// <summary>End with <see cref="Stage.Died"/>.</summary>
    internal sealed record Die : WorkerOrder;

    /// <summary>End with this reason.</summary>
    internal sealed record EndWith(ExitReason Reason) : WorkerOrder;

    /// <summary>Throw.</summary>
    internal sealed record Throw(Exception Error) : WorkerOrder;

    /// <summary>Handle this for so long.</summary>
    internal sealed record Sleep(TimeSpan Time) : WorkerOrder;
}
