using Supervision.Calls;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Servers;
using Supervision.Signals;

namespace Supervision;

/// <summary>For servers that decide themselves what they handle next.</summary>
public abstract partial class GenServer<TMessage>
{
    /// <inheritdoc cref="_current"/>
    private protected Envelope? Current => _current;

    /// <summary>Whether the next message may be taken.</summary>
    private protected bool IsIdle => _phase == ServerPhase.Idle;

    /// <summary>Whether a callback runs after which others can come.</summary>
    private protected bool IsDeciding => _phase is ServerPhase.Init or ServerPhase.Handle;

    /// <summary>Handles a signal that did not come from the mailbox.</summary>
    private protected void DispatchSignal(Envelope envelope)
    {
        _current = envelope;
        Run(static (server, given) => server.HandleSignalAsync((Signal)given!), envelope.Content);
    }

    /// <summary>Takes what is being handled out of the loop's hands, to be handled again later; whoever waits for it hears of the server's end, and
    /// gets a reply that was given already.</summary>
    private protected Envelope TakeCurrent()
    {
        Envelope current = _current!;
        if (current is CallNode call && !_isCallerTaken)
        {
            PlainMessage again = new(call.Request);
            if (call.CommitStaged())
            {
                _current = null;
                return again;
            }

            _cell!.AddTakenCallOnTurn(call);
            _current = null;
            return call;
        }

        _isCallerTaken = false;
        _current = null;
        return current is MessageBatch or TimedMessage or CallNode ? new PlainMessage(current.Content!) : current;
    }
}
