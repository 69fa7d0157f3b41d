using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Calls;

/// <summary>
/// A call on its way out and back: request, reply slot, the monitor of the server and the caller's alias in one object.
/// <code>
/// state      who may leave it, to
/// Pending    replier: Replied    server's death, full mailbox: Failed    caller's timeout, cancellation, end: Abandoned
/// others     nobody; final
/// </code>
/// One CAS on the state decides, so a late reply has nowhere to go and a call ends exactly once. Whoever wins sends the node
/// back through the caller's door (an outside caller is completed directly), so the reply keeps its place behind what the
/// replier had sent before.
/// <para>
/// A node is used again by its caller only when nobody else can still hold it: it came back with the reply of a callback that kept
/// its caller to itself (<see cref="CommitStaged"/>), its timer was stopped in time, and its token was let go. Every other end
/// leaves the node to the garbage collector, since a late reply could otherwise answer another call.
/// </para>
/// </summary>
internal abstract class CallNode : Envelope
{
    private const int Pending = 0;
    private const int Writing = 1;
    private const int Decided = 2;

    private int _state;

    /// <summary>Set by the winner before it sends the node back; null for a reply.</summary>
    private CallFailure? _failure;

    /// <summary>Who is called; null when nobody held the name. Stays when the call is over, for those who look for circles.</summary>
    internal ProcessTarget? Server { get; private set; }

    /// <summary>What is asked; null between two uses of the node.</summary>
    internal object Request { get; private set; } = null!;

    /// <summary>Tells the uses of the node apart.</summary>
    internal short Version { get; private set; }

    /// <summary>The process that waits; none for a caller outside of processes.</summary>
    internal virtual Pid Caller => Pid.None;

    internal override object Content => Request;

    /// <summary>Neighbours among the calls that the server took and has not answered. Server only.</summary>
    internal CallNode? PreviousTaken;

    /// <summary>As <see cref="PreviousTaken"/>.</summary>
    internal CallNode? NextTaken;

    /// <summary>Neighbours among the calls that the caller waits for. Caller only.</summary>
    internal CallNode? PreviousPending;

    /// <summary>As <see cref="PreviousPending"/>.</summary>
    internal CallNode? NextPending;

    /// <summary>The timeout's timer, kept for the next use of the node; null before the first call with a limit.</summary>
    internal ReusedTimer? Timer { get; set; }

    /// <summary>How long the caller waits; infinite for no limit.</summary>
    internal TimeSpan Limit { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>What is measured and traced of this use of the node; null, as a rule, for nothing. Set before anybody else can see the node, cleared by
    /// whoever decides the call.</summary>
    internal CallMark? Mark { get; set; }

    /// <summary>False once a reply, a failure or the caller has decided the call.</summary>
    internal bool IsPending => Volatile.Read(ref _state) == Pending;

    private protected CallFailure? Failure => _failure;

    /// <summary>Fails the call and sends it back. False: it was decided before.</summary>
    internal bool TryFail(CallFailure failure)
    {
        if (!TryDecide(failure))
        {
            return false;
        }

        SendBack();
        return true;
    }

    /// <summary>As <see cref="TryFail"/>, while the node is in the server's queue or on its way there and must stay as it is.</summary>
    internal bool TryFailWhileQueued(CallFailure failure)
    {
        if (!TryDecide(failure))
        {
            return false;
        }

        SendBackAside();
        return true;
    }

    /// <summary>The caller gives up waiting. False: the answer is already on its way.</summary>
    internal bool TryAbandon(CallFailure failure) => TryDecide(failure);

    /// <summary>The reply, once there is one; for tests that compare it.</summary>
    internal abstract object? Answer { get; }

    /// <summary>Sends the reply that the callback has staged. False: nothing is staged.</summary>
    internal abstract bool CommitStaged();

    /// <summary>Stops the timer, before the caller can see that the call is over. True: it does not fire.</summary>
    internal abstract bool StopTimer();

    /// <summary>The caller's process must end: its wait ends with that.</summary>
    internal abstract void UnwindOnTurn(ExitReason reason);

    /// <summary>The node is back: lets the caller go on. Caller's turn, or whoever decided for an outside caller.</summary>
    internal abstract void Complete();

    /// <summary>Gives the decided node to its caller.</summary>
    private protected abstract void SendBack();

    /// <summary>Tells the caller that the node is decided, with an envelope of its own.</summary>
    private protected abstract void SendBackAside();

    /// <summary>A late reply is told to the runtime.</summary>
    private protected abstract void ReportLate(object? reply);

    /// <summary>Makes the node a call. Before anybody else can see it, but for those who look for circles: the state comes last.</summary>
    private protected void Rearm(ProcessTarget? server, object request)
    {
        Server = server;
        Request = request;
        Kind = EnvelopeKind.Call;
        HoldsPlace = false;
        Limit = Timeout.InfiniteTimeSpan;
        Volatile.Write(ref _state, Pending);
    }

    /// <summary>Ends a use of the node: whoever still has its token is refused.</summary>
    private protected void Disarm()
    {
        Version++;
        Request = null!;
    }

    private protected void ForgetServer() => Server = null;

    private protected bool TryBeginWrite() => Interlocked.CompareExchange(ref _state, Writing, Pending) == Pending;

    private protected void EndWrite()
    {
        if (Mark is { } mark)
        {
            Mark = null;
            mark.End(_failure);
        }

        Volatile.Write(ref _state, Decided);
    }

    private bool TryDecide(CallFailure failure)
    {
        if (!TryBeginWrite())
        {
            return false;
        }

        _failure = failure;
        EndWrite();
        return true;
    }
}
