namespace Supervision.Scheduling;

/// <summary>Does something that is quick, on the thread of the timers.</summary>
internal sealed class ActionTimer(Action action) : TimerNode
{
    internal override void Fire() => action();
}
