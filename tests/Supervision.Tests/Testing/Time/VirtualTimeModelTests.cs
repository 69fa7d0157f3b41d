using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Time;

/// <summary>The virtual clock and a list that is sorted anew for every step do the same.</summary>
public sealed class VirtualTimeModelTests
{
    private const int Timers = 6;

    [Fact]
    public void Clock_AnySequenceOfOperations_FiresAsASortedListDoes()
    {
        Gen<int[]> operation = Gen.ArrayOf(Gen.Choose(0, 11), 4);
        Prop.ForAll(
            operation.ListOf().ToArbitrary(),
            operations => Assert.Equal(Expected(operations), Actual(operations)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));
    }

    /// <summary>What fires when, on the clock. An operation is its kind, a timer, a due time and a period.</summary>
    private static List<(long At, int Timer)> Actual(IEnumerable<int[]> operations)
    {
        using Simulation simulation = new();
        List<(long At, int Timer)> fired = [];
        ITimer[] timers = [.. Enumerable.Range(0, Timers).Select(timer => simulation.Time.CreateTimer(
            _ => fired.Add((simulation.Time.Elapsed.Ticks, timer)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan))];
        foreach (int[] operation in operations)
        {
            switch (operation[0] % 3)
            {
                case 0:
                    timers[operation[1] % Timers].Change(TimeSpan.FromTicks(operation[2]), Period(operation[3]));
                    break;
                case 1:
                    timers[operation[1] % Timers].Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    break;
                default:
                    simulation.Advance(TimeSpan.FromTicks(operation[2]));
                    break;
            }
        }

        List<(long At, int Timer)> inTime = [.. fired];

        // The end of the simulation lets a minute pass, in which a period of a tick would fire without number.
        Array.ForEach(timers, static timer => timer.Dispose());
        return inTime;
    }

    private static TimeSpan Period(int drawn) => drawn < 6 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(drawn - 5);

    private static List<(long At, int Timer)> Expected(IEnumerable<int[]> operations)
    {
        List<(long At, int Timer)> fired = [];
        List<(long Due, long Order, int Timer, long Period)> pending = [];
        long now = 0;
        long order = 0;
        foreach (int[] operation in operations)
        {
            int timer = operation[1] % Timers;
            if (operation[0] % 3 < 2)
            {
                pending.RemoveAll(entry => entry.Timer == timer);
            }

            if (operation[0] % 3 == 0)
            {
                pending.Add((now + operation[2], ++order, timer, Math.Max(0, Period(operation[3]).Ticks)));
            }
            else if (operation[0] % 3 == 2)
            {
                long target = now + operation[2];
                while (pending.Order().FirstOrDefault((Due: long.MaxValue, 0, 0, 0)) is var next && next.Due <= target)
                {
                    pending.Remove(next);
                    now = next.Due;
                    fired.Add((now, next.Timer));
                    if (next.Period > 0)
                    {
                        pending.Add((next.Due + next.Period, ++order, next.Timer, next.Period));
                    }
                }

                now = target;
            }
        }

        return fired;
    }
}
