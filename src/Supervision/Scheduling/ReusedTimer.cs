namespace Supervision.Scheduling;

/// <summary>A timer that its owner starts and stops again and again: <see cref="TimerQueue.Renew"/> starts it.</summary>
internal abstract class ReusedTimer : TimerNode
{
    /// <summary>The queue that it was started in last; null before the first time. Owner only.</summary>
    internal TimerQueue? Queue;

    internal Deadline<MachineAtomics> Deadline = Deadline<MachineAtomics>.Unset;

    /// <summary>Stops it; it will be wanted again. True: it was pending and does not fire. Its queue holds it until the time that it was
    /// entered for.</summary>
    internal bool Rest() => Queue is { LetsRest: true } ? Deadline.Renounce() : Drop();

    /// <summary>Stops it and makes its queue let go of it. True: it was pending and does not fire.</summary>
    internal bool Drop()
    {
        bool wasPending = Deadline.Renounce();
        if (Queue is not null && Queue.Cancel(this))
        {
            Deadline.Enter(Deadline<MachineAtomics>.None);
        }

        return wasPending;
    }
}
