using System.Diagnostics;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Servers;
using Supervision.Signals;

namespace Supervision.Supervisors;

/// <summary>
/// A supervisor: OTP's algorithm as a machine that takes one step at a time and never waits inside one.
/// <code>
/// state        is in it while                        leaves it when                          what arrives meanwhile
/// Idle         it has no job                         a request, a child's end, an order      is handled, oldest first
/// Working      a job has a next child to stop/start  every step takes one of them            stays in the mailbox
/// Starting     a start function has not ended        it ends, or its time is over            waits, in order, in a queue of its own
/// Stopping     a child was asked to stop             its notice (DOWN) comes; at its         as Starting
///                                                    deadline it is killed, and waited for
/// Leaving      the last job: all children stop       all are gone: the process exits         waits for ever; callers get the exit
/// </code>
/// Jobs (<see cref="JobKind"/>) are what OTP does in one go; one is finished before the next thing is looked at, listings included, so
/// what others see is always a state between two of OTP's steps. A retry of a failed restart is a message to the supervisor itself, at the
/// end of its mailbox: whoever asked before is served before, which is how a supervisor whose child cannot start stays reachable.
/// <para>Only two things do not wait their turn. A kill is the engine's and needs no cooperation. The exit order of the parent waits its
/// turn too, but a start that is unfinished gets only <see cref="ParentPatience"/> from then on: then what it has started is killed and
/// the order is obeyed. OTP would wait for that start without limit.</para>
/// <para>Scars of OTP's own supervisor that this keeps closed: a child is waited for by a monitor, since it may have unlinked itself; the
/// end of a child that died before it was asked to stop is known by its exit signal, which must not be counted as a second death; a
/// child's pid is forgotten only after its notice, so a supervisor that is killed in the midst of stopping still takes the rest with it
/// through its links; exits of unknown processes are no news.</para>
/// </summary>
internal sealed partial class SupervisorBehavior : ProcessBehavior
{
    /// <summary>How long an unfinished start may still take once the parent has ordered the supervisor to exit.</summary>
    internal static readonly TimeSpan ParentPatience = TimeSpan.FromMilliseconds(100);

    private readonly SupervisorSpec _spec;
    private readonly ChildTable _children = new();

    /// <summary>What arrived during a job, oldest first.</summary>
    private readonly Queue<Envelope> _waiting = new();

    /// <summary>Why processes ended whose exit signal is in <see cref="_waiting"/>.</summary>
    private readonly Dictionary<Pid, ExitReason> _ends = [];

    /// <summary>Told once how the start went.</summary>
    private ServerStart? _starter;

    /// <summary>The process; set when it begins.</summary>
    private ProcessCell _cell = null!;

    private RestartWindow _window = null!;

    /// <summary>What the supervisor is busy with; null when idle.</summary>
    private Job? _job;

    /// <summary>The last job that somebody had asked for, for the next one; null before one has ended.</summary>
    private Job? _spareJob;

    /// <summary>With what the parent ordered the supervisor to exit, while that order waits in <see cref="_waiting"/>; null before.</summary>
    private ExitReason? _parentOrder;

    internal SupervisorBehavior(SupervisorSpec spec, string path, ServerStart starter)
    {
        _spec = spec;
        Path = path;
        _starter = starter;
        Label = $"supervisor {path}";
    }

    internal override bool IsInUserCode => _openStarts > 0;

    internal override bool HandlesStop => true;

    internal override string Label { get; }

    /// <summary>The ids from the root to this supervisor, joined by slashes.</summary>
    internal string Path { get; }

    /// <summary>A supervisor is given all the time that its children's own limits add up to.</summary>
    internal override TimeSpan StopLimit => Timeout.InfiniteTimeSpan;

    private bool IsDynamic => _spec.Options.Strategy == RestartStrategy.SimpleOneForOne;

    internal override void Begin(ProcessCell cell)
    {
        _cell = cell;
        if (SpecChecks.StartFailure(_spec) is { } mistake)
        {
            cell.ExitOnTurn(mistake);
            return;
        }

        _window = new RestartWindow(_spec.Options.MaxRestarts, _spec.Options.Period, cell.Runtime.Time.TimestampFrequency);
        Job boot = new(JobKind.Boot);
        if (!IsDynamic)
        {
            boot.Start(_spec.Children.Select(spec => _children.Append(spec, spec.Id)).ToList());
        }

        _job = boot;
    }

    internal override bool Advance(ProcessCell cell)
    {
        if (_attempt is { IsOver: true } ended)
        {
            EndStart(ended);
            return true;
        }

        if (_job is not null && !IsWaiting)
        {
            // Of a million children that stop at once, the ends of those that were asked come first: their memory is warm, and young.
            if (_asked < AskedAhead || ++_endsSinceAsked > EndsPerAsk || !TryHandleNext(cell))
            {
                _endsSinceAsked = 0;
                StepJob(_job);
            }

            return true;
        }

        if (_job is null && _waiting.TryDequeue(out Envelope? waiting))
        {
            Handle(waiting);
            return true;
        }

        return TryHandleNext(cell);
    }

    /// <summary>Handles the first in the mailbox, or keeps it for later. False when the mailbox is empty.</summary>
    private bool TryHandleNext(ProcessCell cell)
    {
        if (cell.TakeFirstOnTurn() is not { } envelope)
        {
            return false;
        }

        // From here on the caller hears of the supervisor's end, whichever list the call is in.
        if (envelope is CallNode call)
        {
            cell.AddTakenCallOnTurn(call);
        }

        if (_job is null)
        {
            Handle(envelope);
        }
        else
        {
            HandleDuringJob(_job, envelope);
        }

        return true;
    }

    /// <summary>The start function cannot end before what it waits for has; the supervisor's own end would tell it only afterwards.</summary>
    internal override void Unwind(ProcessCell cell, ExitReason reason) => _attempt?.Unfinished.Exit(ExitReason.Kill);

    internal override void End(ProcessCell cell, ExitReason reason)
    {
        _deadline?.Drop();
        _starter?.Ended(reason);
        _starter = null;
    }

    internal override object? DescribeState() => Counts();

    /// <summary>True while the job can only go on when something arrives.</summary>
    private bool IsWaiting => _attempt is not null || _stopping is not null || _isAwaitingAll;

    /// <summary>The next thing in order; the supervisor is idle.</summary>
    private void Handle(Envelope envelope)
    {
        switch (envelope)
        {
            case CallNode call:
                HandleRequest(call);
                break;
            case ExitEnvelope exit:
                HandleExit(exit.From, exit.Reason);
                break;
            case DownEnvelope:
                break;
            case StopRequest stop:
                Leave(stop.Reason);
                break;
            default:
                HandleNote(envelope.Content);
                break;
        }
    }

    /// <summary>What cannot be handled now is kept; what the job waits for is not.</summary>
    private void HandleDuringJob(Job job, Envelope envelope)
    {
        switch (envelope)
        {
            case DownEnvelope down:
                HandleDown(down);
                break;
            case TimedMessage { Content: StartContext late }:
                GiveUpStart(job, late);
                break;
            case TimedMessage { Content: { } deadline } when ReferenceEquals(deadline, AllDeadline):
                EndPatienceWithAll();
                break;
            case ExitEnvelope exit:
                KeepExit(job, exit);
                break;
            default:
                _waiting.Enqueue(envelope);
                break;
        }
    }

    private void KeepExit(Job job, ExitEnvelope exit)
    {
        if (exit.From == _cell.Parent)
        {
            _parentOrder ??= exit.Reason;
            HurryStart();
        }
        else if (IsOver(exit.From))
        {
            // Also of a child whose start has not ended: it may have to be stopped before its exit signal gets its turn.
            _ends[exit.From] = exit.Reason;
        }

        if (job.Kind != JobKind.Leave)
        {
            _waiting.Enqueue(exit);
        }
    }

    /// <summary>An exit signal says that a child ended only if it did: a child may also send one on purpose and live on.</summary>
    private bool IsEndOfRunningChild(Pid pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Child? child)
    {
        child = _children.Find(pid);
        return child is { Status: ChildInfo.State.Running } && IsOver(pid);
    }

    private static bool IsOver(Pid pid) => pid.Target is ProcessCell { Life: >= ProcessLife.Leaving };

    private void HandleNote(object? note)
    {
        switch (note)
        {
            case SupervisorRequest.TryAgain again:
                TryAgain(again);
                break;
            case RestartDelay.Over over:
                EndDelay(over);
                break;
            case null or StartContext:
                break;
            default:
                _cell.Runtime.Reports.UnexpectedMessage(_cell.Pid, Label, note);
                break;
        }
    }

    /// <summary>One child further, or the end of the job.</summary>
    private void StepJob(Job job)
    {
        if (job.Unfinished != Pid.None)
        {
            Pid unfinished = job.Unfinished;
            job.Unfinished = Pid.None;
            Stop(unfinished, null, Shutdown.Kill);
        }
        else if (job.TimedOut is { } late)
        {
            job.TimedOut = null;
            FailStart(job, late, new StartResult.Failed(new ExitReason.Custom("timeout")));
        }
        else if (job.TryNextToStop(out Child? old))
        {
            Stop(job, old);
        }
        else if (job.StopsAtOnce && _asked > 0)
        {
            AwaitAll();
        }
        else if (job.TryNextToStart(out Child? next))
        {
            Start(next);
        }
        else
        {
            _job = null;
            EndJob(job);
        }
    }

    private void EndJob(Job job)
    {
        switch (job.Kind)
        {
            case JobKind.Boot:
                _starter?.Started(_cell);
                _starter = null;
                break;
            case JobKind.StartChild or JobKind.RestartChild:
                Reply(job.Caller, ResultOf(job.Outcome));
                Keep(job);
                break;
            case JobKind.TerminateChild:
                Reply(job.Caller, new ChildResult.Done());
                Keep(job);
                break;
            case JobKind.Restart:
                BeginDelay(job);
                break;
            case JobKind.Leave:
                ReportWrongEnds();
                _cell.ExitOnTurn(job.Exit!);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Keep(Job job)
    {
        job.Forget();
        _spareJob = job;
    }

    /// <summary>Begins the last job. Whatever was under way is over.</summary>
    private void Leave(ExitReason reason, Pid unfinished = default)
    {
        Job job = new(JobKind.Leave) { Exit = reason, StopsAtOnce = IsDynamic, Unfinished = unfinished };
        List<Child> children = ChildTable.From(_children.First);
        children.Reverse();
        job.Stop(children);
        _job = job;
    }
}
