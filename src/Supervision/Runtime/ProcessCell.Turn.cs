using System.Runtime.CompilerServices;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>The turn: drain the door, act, and sleep when there is nothing left to do.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>How many envelopes one drain looks at: a flood of signals must not hold the thread.</summary>
    private const int DrainLimit = 1024;

    /// <summary>Every so many steps a turn looks at the clock.</summary>
    private const int ClockMask = 15;

    private bool HasArrivals => _door.HasArrivals || _extra is { Undrained: not null };

    public override void Execute() => ThreadPoolScheduler.RunFrom(this);

    internal override void RunTurn()
    {
        SynchronizationContext? outer = Current;
        try
        {
            RunTurnInRow(ExecutionContext.Capture());
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    internal override void RunTurnInRow(ExecutionContext? clean)
    {
        ProcessBehavior? behavior = _behavior;
        TurnMeasure measure = Runtime.IsObserved ? BeginMeasureOnTurn() : default;
        SetSynchronizationContext(this);
        try
        {
            Turn();
        }
        catch (AbandonedTurnException)
        {
            // The process belongs to somebody else now; only what is safe from any thread may be touched. Code that has only paused ends
            // the straggler itself, when it is over.
            if (behavior is not { IsInUserCode: true })
            {
                EndStraggler();
            }
        }
        finally
        {
            if (measure.IsTaken)
            {
                measure.End(Runtime);
            }

            // A handler that set an AsyncLocal must not leak it into the next process on this thread.
            if (clean is not null && !ReferenceEquals(clean, ExecutionContext.Capture()))
            {
                ExecutionContext.Restore(clean);
            }
        }
    }

    /// <summary>Brackets every call of user code.</summary>
    internal void EnterUser() => _gate.Enter();

    /// <summary>Ends the bracket. Throws when the process was taken from this thread meanwhile.</summary>
    internal void LeaveUser()
    {
        if (!_gate.Leave())
        {
            AwaitDecision();
        }
    }

    /// <summary>User code may have set another context and not set it back: what is awaited now must come back to the process all the same, or its end would
    /// be noticed outside of a turn, and by nobody. Not after each message that is handled at once: only what awaits asks for the context.</summary>
    internal void RegainContextOnTurn()
    {
        if (!IsOnTurn)
        {
            SetSynchronizationContext(this);
        }
    }

    private void Turn()
    {
        int budget = Runtime.TurnBudget;
        long since = 0;
        bool isIdle = true;
        while (true)
        {
            if (_life >= ProcessLife.Leaving)
            {
                LeaveOnTurn();
                return;
            }

            if (HasArrivals && (isIdle || MustDrain))
            {
                budget -= DrainOnTurn();
            }

            isIdle = !StepOnTurn();
            if (isIdle && _life < ProcessLife.Leaving && _extra is not { Undrained: not null } && _door.TryPark())
            {
                // Parked: another thread may be running the process already. Nothing of it may be touched here.
                return;
            }

            // Also when there was no step to make: whoever is flooded with what it only drains must not hold the thread.
            if (--budget <= 0 || IsLong(budget, ref since))
            {
                Runtime.Scheduler.Schedule(this, gaveWay: true);
                return;
            }
        }
    }

    /// <summary>Whether arrivals cannot wait. Mere messages can while older ones are handled; meanwhile they are gathered in batches, and
    /// sender and receiver do not fight for the door with each message.</summary>
    private bool MustDrain => (_flags & ProcessFlags.TakesInOrder) == 0 || _inner.First is null || _door.HasSignals || _extra is { Undrained: not null };

    /// <summary>Looks at the clock now and then; the first look only starts the measurement, so that short turns pay nothing.</summary>
    private bool IsLong(int budget, ref long since)
    {
        if ((budget & ClockMask) != 0)
        {
            return false;
        }

        long now = Runtime.Time.GetTimestamp();
        if (since == 0)
        {
            since = now;
            return false;
        }

        return Runtime.Time.GetElapsedTime(since, now) > Runtime.TurnTime;
    }

    /// <summary>One step of whatever comes first. False when there is nothing to do.</summary>
    private bool StepOnTurn()
    {
        // A process that was taken from a stuck thread runs no user code any more.
        if (_extra is { FirstContinuation: not null, IsAbandoned: false } extra && (_life == ProcessLife.Running || IsUnwound))
        {
            ResumeOnTurn();
            if (_life == ProcessLife.Exiting)
            {
                // Code that goes on and on would otherwise never come to the step that limits its time.
                LimitCodeOnTurn(extra);
            }

            return true;
        }

        if (_life == ProcessLife.Exiting)
        {
            return ExitStepOnTurn();
        }

        if (!HasBegun)
        {
            _flags |= ProcessFlags.Begun;
            _behavior!.Begin(this);
            return true;
        }

        if ((_flags & ProcessFlags.Suspended) != 0)
        {
            if (_behavior!.AdvanceSuspended(this))
            {
                return true;
            }

            ConfirmSuspensionOnTurn();
            return false;
        }

        return _behavior!.Advance(this);
    }

    private int DrainOnTurn()
    {
        Envelope? arrivals = _extra?.Undrained;
        if (arrivals is null)
        {
            arrivals = _door.TakeAll();
        }
        else
        {
            _extra!.Undrained = null;
        }

        int count = 0;
        int signals = 0;
        while (arrivals is not null)
        {
            if (count++ == DrainLimit)
            {
                Extra.Undrained = arrivals;
                break;
            }

            Envelope envelope = arrivals;
            arrivals = envelope.Next;
            signals += envelope.Kind > EnvelopeKind.Call ? 1 : 0;
            ReceiveOnTurn(envelope);
        }

        // Messages are charged when they are handled; only the rest is work done here.
        return signals;
    }

    private void ReceiveOnTurn(Envelope envelope)
    {
        envelope.Next = null;
        switch (envelope.Kind)
        {
            case EnvelopeKind.Message:
                if (envelope is TimedMessage timed)
                {
                    UnlistTimerOnTurn(timed);
                }

                AppendOnTurn(envelope);
                break;
            case EnvelopeKind.Call:
                AppendOnTurn(envelope);
                break;
            case EnvelopeKind.Batch:
                AppendBatchOnTurn(Unsafe.As<MessageBatch>(envelope));
                break;
            case EnvelopeKind.Reply:
                ((CallNode)envelope).Complete();
                break;
            case EnvelopeKind.Exit:
                ReceiveExitOnTurn((ExitEnvelope)envelope);
                break;
            case EnvelopeKind.Down:
                ReceiveDownOnTurn((DownEnvelope)envelope);
                break;
            case EnvelopeKind.Link:
                EnterRequestedLinkOnTurn(((LinkEnvelope)envelope).Link);
                break;
            case EnvelopeKind.Unlink:
                RemoveLinkOnTurn(((LinkEnvelope)envelope).Link);
                break;
            case EnvelopeKind.Monitor:
                EnterRequestedWatcherOnTurn(((MonitorEnvelope)envelope).Monitor);
                break;
            case EnvelopeKind.Demonitor:
                RemoveWatcherOnTurn(((MonitorEnvelope)envelope).Monitor);
                break;
            case EnvelopeKind.Alarm:
                ((TimerNode)envelope).ActOnTurn();
                break;
            case EnvelopeKind.Continuation:
                AppendContinuationOnTurn(envelope);
                break;
            default:
                ((ControlEnvelope)envelope).ActOnTurn(this);
                break;
        }
    }

    private void ResumeOnTurn()
    {
        Envelope envelope = _extra!.FirstContinuation!;
        _extra.FirstContinuation = envelope.Next;
        if (_extra.FirstContinuation is null)
        {
            _extra.LastContinuation = null;
        }

        envelope.Next = null;
        Exception? error = null;
        EnterUser();
        try
        {
            envelope.Resume();
        }
        // Only an async void method's failure comes this way; it is the process's own.
        catch (Exception caught)
        {
            error = caught;
        }

        LeaveUser();
        if (error is not null)
        {
            ExitOnTurn(ReasonOf(error));
        }
    }

    /// <summary>Waits for the taker's decision; it is a matter of microseconds.</summary>
    private void AwaitDecision()
    {
        lock (Extra.SeizeLock)
        {
            if (_gate.IsSeized)
            {
                throw AbandonedTurnException.Instance;
            }
        }
    }
}
