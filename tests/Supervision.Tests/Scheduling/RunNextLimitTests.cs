using Supervision.Scheduling;
using Supervision.Tests.Supervisors;

namespace Supervision.Tests.Scheduling;

/// <summary>How long processes that wake each other keep a thread of the pool from everybody else.</summary>
public sealed class RunNextLimitTests
{
    /// <summary>The 33 of ARCHITECTURE.md.</summary>
    [Fact]
    public async Task TwoThatWakeEachOther_GiveTheThreadBackAfter33Turns()
    {
        TaskCompletionSource gaveBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Waker first = new(1, gaveBack);
        Waker second = new(2, gaveBack) { Other = first };
        first.Other = second;

        ThreadPoolScheduler.RunFrom(first);

        Assert.Equal(33, first.Turns + second.Turns);
        await gaveBack.Task;
    }

    [Fact]
    public async Task TwoWokenInOneTurn_OneRunsNextAndTheOtherGoesToThePool()
    {
        TaskCompletionSource gaveBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Waker next = new(2, gaveBack);
        Waker last = new(3, gaveBack);
        Waker first = new(1, gaveBack) { Other = next, Second = last };

        ThreadPoolScheduler.RunFrom(first);

        Assert.Equal((1, 1, 0), (first.Turns, next.Turns, last.Turns));
        await gaveBack.Task;
    }

    /// <summary>Wakes others in each of its turns; on the pool, which it comes to only when the thread was given back, it says so.</summary>
    private sealed class Waker(long id, TaskCompletionSource gaveBack) : FakeTarget(id)
    {
        internal Waker? Other { get; set; }

        internal Waker? Second { get; set; }

        internal int Turns { get; private set; }

        internal override void RunTurnInRow(ExecutionContext? clean)
        {
            Turns++;
            foreach (Waker? woken in (Waker?[])[Other, Second])
            {
                if (woken is not null)
                {
                    ThreadPoolScheduler.Instance.Schedule(woken, gaveWay: false);
                }
            }
        }

        public override void Execute() => gaveBack.SetResult();
    }
}
