using System.Diagnostics;
using Supervision.Calls;

namespace Supervision.Supervisors;

/// <summary>
/// What a supervisor is busy with: children to stop, one after the other, then children to start, one after the other, then an end
/// that depends on the kind.
/// </summary>
[DebuggerDisplay("{Kind}: {_toStop.Count} to stop, {_toStart.Count} to start")]
internal sealed class Job(JobKind kind)
{
    private ChildQueue _toStop;
    private ChildQueue _toStart;

    internal JobKind Kind { get; private set; } = kind;

    /// <summary>Who waits for the end of the job; null for nobody.</summary>
    internal CallNode<ChildResult>? Caller { get; private set; }

    /// <summary>What the supervisor exits with at the end of the job; null unless it leaves.</summary>
    internal ExitReason? Exit { get; init; }

    /// <summary>True when the children are stopped all at once.</summary>
    internal bool StopsAtOnce { get; init; }

    /// <summary>The child that starts only after <see cref="Delay"/>, which begins at the end of the job; null for none.</summary>
    internal Child? Delayed { get; init; }

    /// <summary>How long <see cref="Delayed"/> waits.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>How the last start went; null before one.</summary>
    internal StartResult? Outcome { get; set; }

    /// <summary>A process whose start was given up, to be killed before anything else; none when there is none.</summary>
    internal Pid Unfinished { get; set; }

    /// <summary>The child whose start ran out of time; handled when <see cref="Unfinished"/> is gone.</summary>
    internal Child? TimedOut { get; set; }

    /// <summary>Makes of a job that is over, or was never begun, the next one that somebody waits for.</summary>
    internal void BeginFor(CallNode<ChildResult> caller, JobKind kind)
    {
        Kind = kind;
        Caller = caller;
    }

    /// <summary>Whoever waited has the answer: nothing of this job is kept.</summary>
    internal void Forget()
    {
        Caller = null;
        Outcome = null;
    }

    internal void Stop(IEnumerable<Child> children)
    {
        foreach (Child child in children)
        {
            _toStop.Enqueue(child);
        }
    }

    internal void Stop(Child child) => _toStop.Enqueue(child);

    internal void Start(Child child) => _toStart.Enqueue(child);

    internal void Start(IEnumerable<Child> children)
    {
        foreach (Child child in children)
        {
            _toStart.Enqueue(child);
        }
    }

    internal bool TryNextToStop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Child? child) => _toStop.TryDequeue(out child);

    internal bool TryNextToStart([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Child? child) => _toStart.TryDequeue(out child);

    /// <summary>A start failed: those behind it are not started.</summary>
    internal void StartNoMore() => _toStart.Clear();
}
