using Supervision.Tests.Scheduling.Interleaving;
using Supervision.Tests.Scheduling.Planted;

namespace Supervision.Tests.Scheduling;

/// <summary>A runner that goes in and out of user code, and takers that want its process. Its plain fields are exact, as those of <see cref="DoorOwner"/>.</summary>
internal sealed class GateContest(Schedule schedule, TestedGate gate)
{
    private readonly ControlledLock _lock = new(schedule);
    private int _left;
    private int _seizures;
    private bool _runnerStopped;

    /// <summary>Starts the runner; it touches the process's state after every stay in user code.</summary>
    internal void StartRunner(int stays) => schedule.Start("runner", () => Run(stays));

    /// <summary>Starts a runner whose user code lasts until the process has been taken.</summary>
    internal void StartStuckRunner() => schedule.Start("runner", () =>
    {
        gate.Enter();
        schedule.Step("user code", () => _seizures > 0);
        _runnerStopped = !MayGoOn();
    });

    /// <summary>Starts a taker that looks once and, some time later, seizes what has not moved meanwhile.</summary>
    internal void StartTaker(string name) => schedule.Start(name, () =>
    {
        int seen = gate.Epoch;
        int leftWhenSeen = _left;
        _lock.Hold(() => Seize(seen, leftWhenSeen));
    });

    /// <summary>Starts a taker that waits for the runner to be inside, and then seizes what it sees.</summary>
    internal void StartPatientTaker(string name) => schedule.Start(name, () =>
    {
        schedule.Step("grace period", () => Schedule.Glance(() => gate.Epoch) > 0);
        _lock.Hold(() => Seize(gate.Epoch, _left));
    });

    /// <summary>The process has one owner: the runner to the end, or one taker since a stay that the runner did not come back from.</summary>
    internal void AssertOneOwner(int stays)
    {
        Assert.Equal(_seizures, _runnerStopped ? 1 : 0);
        Assert.True(_runnerStopped || _left == stays, "a runner that was not robbed did not go on");
        Assert.Equal(_runnerStopped, gate.IsSeized);
    }

    private void Run(int stays)
    {
        while (_left < stays && !_runnerStopped)
        {
            gate.Enter();
            if (MayGoOn())
            {
                Assert.True(_seizures == 0, "the runner touches what a taker owns");
                _left++;
            }
            else
            {
                _runnerStopped = true;
            }
        }
    }

    private bool MayGoOn() => gate.Leave() || _lock.Hold(() => !gate.IsSeized);

    private bool Seize(int seen, int leftWhenSeen)
    {
        bool won = gate.TrySeize(seen);
        if (won)
        {
            Assert.True(_left == leftWhenSeen, "a runner that had left was robbed");
            Assert.True(++_seizures == 1, "two takers own the process");
        }

        return won;
    }
}
