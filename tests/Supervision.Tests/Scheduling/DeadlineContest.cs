using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>An owner that starts and stops one timer, and the queue that looks at it at each tick. Plain fields belong to the owner, or are
/// touched under the lock only.</summary>
internal sealed class DeadlineContest(Schedule schedule, TestedDeadline deadline)
{
    private readonly ControlledLock _lock = new(schedule);

    /// <summary>The queue's only entry: when to look at the timer.</summary>
    private long _entry = TestedDeadline.None;

    private int _started;
    private int _stopped;
    private int _fired;

    /// <summary>Starts an owner that starts the timer for each time in turn and stops it after each but the last.</summary>
    internal void StartOwner(bool stopsLast, params long[] dues) => schedule.Start("owner", () =>
    {
        foreach (long due in dues)
        {
            Start(due);
            if (due != dues[^1] || stopsLast)
            {
                _stopped += deadline.Renounce() ? 1 : 0;
            }
        }
    });

    internal void StartQueue(int ticks) => schedule.Start("queue", () =>
    {
        for (int now = 1; now <= ticks; now++)
        {
            long tick = now;
            _lock.Hold(() => Look(tick));
        }
    });

    /// <summary>Each start has ended in one way: it was stopped in time, or it fired.</summary>
    internal void AssertEachStartEndedOnce()
    {
        Look(now: 1_000);
        Assert.True(_started == _stopped + _fired, $"{_started} started, {_stopped} stopped, {_fired} fired");
    }

    private void Start(long due)
    {
        _started++;
        if (deadline.Want(due))
        {
            _lock.Hold(() => deadline.IsEnteredAfter(due) && Enter(due));
        }
    }

    private bool Look(long now)
    {
        if (_entry > now)
        {
            return false;
        }

        _entry = TestedDeadline.None;
        long next = deadline.Leave(now);
        _fired += next == now ? 1 : 0;
        return next != TestedDeadline.None && next > now && Enter(next);
    }

    private bool Enter(long due)
    {
        deadline.Enter(due);
        _entry = due;
        return true;
    }
}
