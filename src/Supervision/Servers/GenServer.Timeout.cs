using Supervision.Servers;
using Supervision.Signals;

namespace Supervision;

/// <summary>The timeout that a callback may set: it ends with the next message.</summary>
public abstract partial class GenServer<TMessage>
{
    private void ArmTimeout(ServerNext next)
    {
        if (next.Timeout is not { } timeout)
        {
            return;
        }

        next.Timeout = null;
        ForgetTimeout();
        if (timeout == TimeSpan.Zero)
        {
            next.IsTimeoutDue = true;
        }
        else if (timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            Alarm alarm = null!;
            alarm = Alarm.For(_cell!, next, armed => armed.IsTimeoutDue |= ReferenceEquals(armed.TimeoutAlarm, alarm));
            next.TimeoutAlarm = alarm;
            _cell!.Runtime.Timers.Start(alarm, timeout);
        }
    }

    private void ForgetTimeout()
    {
        if (_next is { } next)
        {
            next.IsTimeoutDue = false;
            if (next.TimeoutAlarm is { } alarm)
            {
                next.TimeoutAlarm = null;
                _cell!.Runtime.Timers.Cancel(alarm);
            }
        }
    }
}
