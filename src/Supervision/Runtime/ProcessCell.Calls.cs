using Supervision.Calls;

namespace Supervision.Runtime;

/// <summary>Calls that the process waits for, and calls that it took to answer later.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>The call that the process made last and waits for. Any thread.</summary>
    internal CallNode? WaitingFor => _extra?.WaitingFor;

    /// <summary>
    /// Every operation of user code on its own process begins here: it must be on the process's turn, the process must not have to end,
    /// and for the time of the operation the engine and not user code owns the state.
    /// </summary>
    internal void BeginOperation([System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        if (!IsOnTurn)
        {
            Runtime.Guard?.UsedOutsideTurn(this, operation);
            throw ProcessErrors.OutsideTurn(operation, Pid);
        }

        if (_life != ProcessLife.Running)
        {
            throw new ProcessExitException(ExitingReason ?? ExitReason.Killed);
        }

        if (!_gate.Leave())
        {
            LeaveSeized();
        }
    }

    internal void EndOperation() => _gate.Enter();

    internal void AddPendingCallOnTurn(CallNode call)
    {
        ProcessExtra extra = Extra;
        call.NextPending = extra.PendingCalls;
        if (extra.PendingCalls is not null)
        {
            extra.PendingCalls.PreviousPending = call;
        }

        extra.PendingCalls = call;
        extra.WaitingFor = call;
    }

    /// <summary>The object of a call that is over and that nobody else has; null when there is none of this type.</summary>
    internal TCall? TakeSpareCallOnTurn<TCall>()
        where TCall : CallNode
    {
        if (_extra is not { SpareCall: TCall call } extra)
        {
            return null;
        }

        extra.SpareCall = null;
        return call;
    }

    /// <summary>Keeps the object of a call for the next.</summary>
    internal void KeepSpareCallOnTurn(CallNode call)
    {
        DropSpareCallOnTurn();
        if (_extra is { } extra)
        {
            extra.SpareCall = call;
        }
        else
        {
            call.Timer?.Drop();
        }
    }

    private void DropSpareCallOnTurn()
    {
        if (_extra is { SpareCall: { } spare } extra)
        {
            extra.SpareCall = null;
            spare.Timer?.Drop();
        }
    }

    /// <summary>The call is over. False when its timer had fired: then it is still on its way here.</summary>
    internal bool ForgetPendingCallOnTurn(CallNode call)
    {
        bool isStopped = call.StopTimer();
        if (_extra is not { } extra)
        {
            return isStopped;
        }

        if (ReferenceEquals(extra.WaitingFor, call))
        {
            extra.WaitingFor = null;
        }

        if (call.NextPending is not null)
        {
            call.NextPending.PreviousPending = call.PreviousPending;
        }

        if (call.PreviousPending is not null)
        {
            call.PreviousPending.NextPending = call.NextPending;
        }
        else if (ReferenceEquals(extra.PendingCalls, call))
        {
            extra.PendingCalls = call.NextPending;
        }

        call.NextPending = null;
        call.PreviousPending = null;
        return isStopped;
    }

    /// <summary>The process will answer this call later, or somebody for it; it stands in for the answer until then.</summary>
    internal void AddTakenCallOnTurn(CallNode call)
    {
        ForgetAnsweredCallsOnTurn();
        ProcessExtra extra = Extra;
        if (++extra.TakenCount >= extra.PruneTakenAt)
        {
            PruneTakenCallsOnTurn(extra);
        }

        call.NextTaken = extra.TakenCalls;
        if (extra.TakenCalls is not null)
        {
            extra.TakenCalls.PreviousTaken = call;
        }

        extra.TakenCalls = call;
    }

    /// <summary>Forgets the newest taken calls as far as they are answered: most are, before the next is taken.</summary>
    internal void ForgetAnsweredCallsOnTurn()
    {
        while (_extra is { TakenCalls: { IsPending: false } call } extra)
        {
            ForgetTakenCallOnTurn(call);
            extra.TakenCount--;
        }
    }

    internal void ForgetTakenCallOnTurn(CallNode call)
    {
        if (call.NextTaken is not null)
        {
            call.NextTaken.PreviousTaken = call.PreviousTaken;
        }

        if (call.PreviousTaken is not null)
        {
            call.PreviousTaken.NextTaken = call.NextTaken;
        }
        else if (_extra is { } extra && ReferenceEquals(extra.TakenCalls, call))
        {
            extra.TakenCalls = call.NextTaken;
        }

        call.NextTaken = null;
        call.PreviousTaken = null;
    }

    /// <summary>Others may answer for the process without telling it, so answered calls are looked for whenever the list has doubled.</summary>
    private void PruneTakenCallsOnTurn(ProcessExtra extra)
    {
        int left = 0;
        CallNode? call = extra.TakenCalls;
        while (call is not null)
        {
            CallNode? next = call.NextTaken;
            if (call.IsPending)
            {
                left++;
            }
            else
            {
                ForgetTakenCallOnTurn(call);
            }

            call = next;
        }

        extra.TakenCount = left + 1;
        extra.PruneTakenAt = Math.Max(16, 2 * left);
    }

    private void LeaveSeized()
    {
        lock (Extra.SeizeLock)
        {
            if (_gate.IsSeized)
            {
                throw new ProcessExitException(ExitingReason ?? ExitReason.Killed);
            }
        }
    }
}
