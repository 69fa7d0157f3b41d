using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>What meters, accounts and traces are told of a process. Without any, a turn asks once whether there are some.</summary>
internal sealed partial class ProcessCell
{
    private TurnMeasure BeginMeasureOnTurn()
    {
        _flags |= ProcessFlags.TellsConsumption;
        return new TurnMeasure(Runtime.Time.GetTimestamp(), Runtime.Observers.Work?.Of(Pid));
    }

    private void TellObservers(Envelope envelope)
    {
        if (!Runtime.IsObserved)
        {
            if (!IsBounded && !Runtime.Scheduler.WatchesMessages)
            {
                _flags &= ~ProcessFlags.TellsConsumption;
            }

            return;
        }

        if (envelope.IsDropped || !envelope.HasContent)
        {
            return;
        }

        Runtime.Telemetry.MessageTaken();
        Runtime.Observers.Work?.Of(Pid).AddMessage();
        Runtime.Observers.Tell(this, envelope);
    }
}
