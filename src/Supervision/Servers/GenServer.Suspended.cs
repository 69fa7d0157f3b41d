using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Servers;
using Supervision.Signals;

namespace Supervision;

/// <summary>A suspended server handles no message, and yet ends when it is asked to stop or its parent ends: who suspended it may never
/// resume it.</summary>
public abstract partial class GenServer<TMessage>
{
    internal override void ForgetMarks()
    {
        if (_next is { } next)
        {
            next.Looked = null;
        }
    }

    internal override bool AdvanceSuspended(ProcessCell cell)
    {
        if (Conclude(cell))
        {
            return true;
        }

        if (_phase != ServerPhase.Idle)
        {
            return false;
        }

        // While it is suspended the queue only grows at its end, so each message is looked at once.
        Envelope? previous = _next?.Looked;
        Envelope? envelope = previous is null ? cell.FirstOnTurn : previous.Next;
        while (envelope is not null)
        {
            if (EndsServer(cell, envelope) && cell.RemoveOnTurn(previous, envelope))
            {
                Dispatch(envelope);
                return true;
            }

            previous = envelope;
            Next.Looked = envelope;
            envelope = envelope.Next;
        }

        return false;
    }

    private static bool EndsServer(ProcessCell cell, Envelope envelope) => envelope switch
    {
        StopRequest => true,
        ExitEnvelope { IsFlushed: false } exit => exit.From == cell.Parent,
        _ => false,
    };
}
