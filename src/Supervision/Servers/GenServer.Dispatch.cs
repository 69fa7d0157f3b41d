using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Signals;

namespace Supervision;

/// <summary>What becomes of an envelope that is no plain message.</summary>
public abstract partial class GenServer<TMessage>
{
    private void DispatchContent(Envelope envelope)
    {
        switch (envelope.Content)
        {
            // From a batch, which holds users' messages only; or one of the few others. A server of any object still gets its signals, and the order to stop, where they belong.
            case TMessage message when envelope is not (ExitEnvelope or DownEnvelope or StopRequest):
                Handle(message);
                break;
            case StopRequest stop:
                Terminate(stop.Reason);
                break;
            case Signal.Exit exit when exit.From == _cell!.Parent:
                // The parent's end ends the server, whatever the reason: nobody is left who could want it.
                Terminate(exit.Reason);
                break;
            case Signal signal:
                Run(static (server, given) => server.HandleSignalAsync((Signal)given!), signal);
                break;
            case { } unexpected:
                _current = null;
                (envelope as CallNode)?.TryFail(CallErrors.NotUnderstood(unexpected, _cell!.Pid));
                _cell!.Runtime.Reports.UnexpectedMessage(_cell.Pid, _cell.Label, unexpected);
                _cell.Runtime.Reports.Write(_cell.Pid, null, unexpected, DeadLetterCause.UnexpectedMessage);
                break;
        }
    }
}
