using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>A worker thread with a few turns, each of which wakes a process, and a watch that finds a turn too long.</summary>
internal sealed class RunNextContest(Schedule schedule, TestedRunNext slot)
{
    private readonly ControlledLock _lock = new(schedule);
    private readonly List<string> _woken = [];
    private readonly List<string> _run = [];

    /// <summary>Starts a thread; in each turn it wakes two processes, and takes the first back if <paramref name="withdraws"/>.</summary>
    internal void StartWorker(int turns, bool withdraws = false) => schedule.Start("worker", () =>
    {
        for (int turn = 1; turn <= turns; turn++)
        {
            slot.BeginTurn();
            Wake($"{turn}a", withdraws);
            Wake($"{turn}b", withdraws: false);
            if (!slot.EndTurn())
            {
                _lock.Hold(static () => true);
            }

            if (slot.Take() is { } next)
            {
                _run.Add(next);
            }
        }
    });

    internal void StartWatch(int looks) => schedule.Start("watch", () =>
    {
        for (int look = 0; look < looks; look++)
        {
            int seen = slot.Epoch;
            if (_lock.Hold(() => slot.TrySteal(seen)) is { } stolen)
            {
                _run.Add(stolen);
            }
        }
    });

    /// <summary>Whoever was woken runs, once.</summary>
    internal void AssertEachRunsOnce()
    {
        string run = string.Join(" ", _run.Order(StringComparer.Ordinal));
        Assert.True(run == string.Join(" ", _woken), $"woken: {string.Join(" ", _woken)}; run: {run}");
    }

    private void Wake(string process, bool withdraws)
    {
        _woken.Add(process);
        if (!slot.TryOffer(process) || (withdraws && _lock.Hold(() => slot.TryWithdraw(process))))
        {
            _run.Add(process);
        }
    }
}
