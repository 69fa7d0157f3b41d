using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision;

/// <summary>Who waits for the message that is being handled.</summary>
public abstract partial class GenServer<TMessage>
{
    /// <summary>True when the caller is not the loop's to answer any more.</summary>
    private bool _isCallerTaken;

    /// <summary>The reply leaves; a call that nobody can answer any more fails at once instead of at its timeout.</summary>
    private void EndCall()
    {
        Envelope? current = _current;
        _current = null;
        if (current is null or { Kind: EnvelopeKind.Message or EnvelopeKind.Batch })
        {
            return;
        }

        CallNode? call = _isCallerTaken ? null : current as CallNode;
        _isCallerTaken = false;

        // The server has let go of the node: with the reply it is the caller's alone.
        if (call is not null && !call.CommitStaged())
        {
            call.TryFail(CallErrors.NoReply(call.Request, _cell!.Pid));
        }
    }

    /// <summary>The server ends and its last callback has returned: a reply that it had staged leaves now.</summary>
    private void CommitOrKeepCaller()
    {
        if (_current is not CallNode call || _isCallerTaken)
        {
            return;
        }

        // For the report, when the server crashes in the end: with the reply the node is the caller's alone.
        PlainMessage last = new(call.Request);
        if (call.CommitStaged())
        {
            _current = last;
        }
        else
        {
            KeepCaller();
        }
    }

    /// <summary>Whoever waits for the message being handled gets the reason that the process ends with.</summary>
    private void KeepCaller()
    {
        if (_current is CallNode call && !_isCallerTaken)
        {
            _isCallerTaken = true;
            _cell!.AddTakenCallOnTurn(call);
        }
    }

    private CallNode? CallOf(object message)
    {
        // A value has no identity: of two that are equal the one is as good as the other.
        bool isHandled = typeof(TMessage).IsValueType ? message.Equals(_current?.Content) : ReferenceEquals(_current?.Content, message);
        if (!isHandled)
        {
            throw ProcessErrors.NotBeingHandled(message, Cell.Pid);
        }

        return _isCallerTaken ? throw ProcessErrors.CallerTaken(message, Cell.Pid) : _current as CallNode;
    }
}
