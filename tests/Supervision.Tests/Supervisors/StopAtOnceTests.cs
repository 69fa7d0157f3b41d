using Supervision.Runtime;

namespace Supervision.Tests.Supervisors;

/// <summary>The stop of many dynamic children, which are asked all at once.</summary>
public sealed class StopAtOnceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void QuickChildren_HaveEndedBeforeTheLastIsAsked_SoFewNoticesWait()
    {
        const int Count = 5_000;
        using Family family = new();
        SupervisorRef dynamic = Start(family, Count, TimeSpan.Zero);
        ProcessCell supervisor = (ProcessCell)dynamic.Pid.Target!;
        Task<ExitReason> end = dynamic.StopAsync();
        int waiting = 0;

        while (family.Simulation.Step())
        {
            waiting = Math.Max(waiting, supervisor.MailboxLength);
        }

        Assert.Equal(ExitReason.Normal, family.Do(end));
        Assert.Equal(Count, family.Events.Count(static what => what.StartsWith("stop", StringComparison.Ordinal)));

        // An end is two: the exit signal and the notice.
        Assert.InRange(waiting, 1, Count);
    }

    [Fact]
    public void SlowChildren_AreAllAskedAtTheSameTime()
    {
        using Family family = new();
        SupervisorRef dynamic = Start(family, 2_500, Second);
        TimeSpan before = family.Simulation.Time.Elapsed;

        family.Do(dynamic.StopAsync());

        Assert.Equal(Second, family.Simulation.Time.Elapsed - before);
        Assert.Empty(family.Troubles);
    }

    [Fact]
    public void FloodOfMessages_DoesNotKeepTheRestFromBeingAsked()
    {
        const int Count = 1_500;
        using Family family = new();
        SupervisorRef dynamic = Start(family, Count, Second);
        family.Events.Clear();
        family.Runtime.Spawn(async process =>
        {
            while (family.Events.Count < Count)
            {
                Enumerable.Range(0, 50).ToList().ForEach(number => dynamic.Pid.Send(number));
                process.Self.Send("next");
                await process.ReceiveAsync<string>();
            }
        });

        Assert.Equal(ExitReason.Normal, family.Do(dynamic.StopAsync()));
        Assert.All(family.Events, static what => Assert.StartsWith("stop", what));
    }

    [Fact]
    public void ReasonThatCannotBeCompared_IsReportedAsWellAsOthers()
    {
        using Family family = new();
        DynamicSupervisorRef<int> dynamic = family.Do(family.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "dynamic", static (context, _) => context.StartProcessAsync(static async process =>
            {
                process.TrapExits = true;
                await process.ReceiveAsync<Signal.Exit>();
                process.Exit(new ExitReason.Custom("odd", new Incomparable()));
            }))));
        for (int i = 0; i < 3; i++)
        {
            family.Do(dynamic.StartChildAsync(i));
        }

        Assert.Equal(ExitReason.Normal, family.Do(dynamic.Untyped.StopAsync()));
        Assert.All(family.Troubles, static trouble => Assert.Equal("odd", ((ExitReason.Custom)trouble.Reason).Code));
        Assert.NotEmpty(family.Troubles);
        Assert.Equal(0, family.Runtime.ProcessCount);
    }

    private static SupervisorRef Start(Family family, int count, TimeSpan stopsAfter)
    {
        DynamicSupervisorRef<int> dynamic = family.Do(family.Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "dynamic", (context, _) => family.StartAsync(context, stopsAfter), configure: static limits => limits.MaxChildren(int.MaxValue))));
        for (int i = 0; i < count; i++)
        {
            family.Do(dynamic.StartChildAsync(i));
        }

        return dynamic.Untyped;
    }

    private sealed class Incomparable
    {
        public override int GetHashCode() => Fail<int>();

        public override bool Equals(object? obj) => Fail<bool>();

        private static T Fail<T>() => throw new InvalidOperationException("It is like nothing.");
    }
}
