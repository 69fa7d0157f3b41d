using Supervision.Calls;
using Supervision.Faults;
using Supervision.Processes;

namespace Supervision;

/// <summary>What a test has set up to go wrong with calls.</summary>
public abstract partial class GenServer<TMessage>
{
    /// <summary>True when a test has something else happen than that the message is handled.</summary>
    private bool MeetsFault(Envelope envelope)
    {
        if (_cell!.Runtime.Faults.Injector is not { } injector || envelope is not CallNode { Request: TMessage } call
            || injector.OfCall(_cell, call) is not { } fault)
        {
            return false;
        }

        Run(static (server, given) => server.HandleFaultAsync((CallFault)given!), fault);
        return true;
    }

    private async ValueTask HandleFaultAsync(CallFault fault)
    {
        CallNode call = (CallNode)_current!;
        if (fault.Before is { } before)
        {
            await before().ConfigureAwait(true); // in the server's process
        }

        if (fault.IsSilent)
        {
            Cell.BeginOperation();
            _isCallerTaken = true;
            Cell.AddTakenCallOnTurn(call);
            Cell.EndOperation();
        }
        else if (fault.Answer is { } answer)
        {
            answer(call);
        }
        else
        {
            await HandleAsync((TMessage)call.Request).ConfigureAwait(true); // in the server's process
        }
    }
}
