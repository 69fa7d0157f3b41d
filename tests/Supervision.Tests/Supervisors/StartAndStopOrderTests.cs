using Supervision.Testing;

namespace Supervision.Tests.Supervisors;

/// <summary>Trees start depth first from left to right, and stop in the exact reverse.</summary>
public sealed class StartAndStopOrderTests
{
    [Fact]
    public void Tree_StartsDepthFirstFromTheLeft_AndStopsInTheExactReverse()
    {
        using Family family = new();
        SupervisorRef root = family.Do(family.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
            .Child(family.Child("a"))
            .RestForOne("left", left => left
                .Child(family.Child("b"))
                .OneForAll("inner", inner => inner.Child(family.Child("c")).Child(family.Child("d")))
                .Child(family.Child("e")))
            .OneForOne("right", right => right.Child(family.Child("f")))
            .Child(family.Child("g")))));

        string[] starts = family.TakeEvents();
        family.Do(root.StopAsync());

        Assert.Equal(["start a", "start b", "start c", "start d", "start e", "start f", "start g"], starts);
        Assert.Equal(starts.Reverse().Select(static start => start.Replace("start", "stop", StringComparison.Ordinal)), family.Events);
    }

    [Fact]
    public void InitOfTenSeconds_DelaysTheRightNeighbourByExactlyTen() => Simulation.Test(static async test =>
    {
        Dictionary<string, TimeSpan> starts = [];
        TimeSpan before = test.Simulation.Time.Elapsed;

        await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
            .Server("left", () => new Slow(TimeSpan.Zero, () => starts["left"] = test.Simulation.Time.Elapsed - before))
            .Server("slow", () => new Slow(TimeSpan.FromSeconds(10), () => starts["slow"] = test.Simulation.Time.Elapsed - before))
            .Server("right", () => new Slow(TimeSpan.Zero, () => starts["right"] = test.Simulation.Time.Elapsed - before))));

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(10)), (starts["left"], starts["slow"], starts["right"]));
    });

    /// <summary>Children that are in time, too late, and never ready.</summary>
    [Fact]
    public void Stop_OfATree_TakesNoLongerThanTheDeadlinesTogether()
    {
        using Family family = new();
        ChildSpec ready = family.Child("ready", TimeSpan.FromSeconds(1)) with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(5)) };
        ChildSpec late = family.Child("late", TimeSpan.FromSeconds(60)) with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(2)) };
        ChildSpec never = family.Child("never", TimeSpan.FromDays(1)) with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(3)) };
        SupervisorRef root = family.Start(Supervisor.OneForOne("root", root => root
            .Child(ready)
            .OneForOne("inner", inner => inner.Child(late).Child(never))));
        Pid[] pids = [family["ready"], family["late"], family["never"]];
        TimeSpan before = family.Simulation.Time.Elapsed;

        family.Do(root.StopAsync());

        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 3), family.Simulation.Time.Elapsed - before);
        Assert.Equal(["stop never", "stop late", "stop ready"], family.Events);
        Assert.All(pids, static pid => Assert.False(pid.IsAlive));
        Assert.Equal(["never", "late"], family.Troubles.Where(static trouble => trouble.Context == "shutdown_error").Select(static trouble => trouble.ChildId));
    }

    private sealed class Slow(TimeSpan time, Action begun) : GenServer<string>
    {
        protected override async ValueTask<InitResult> InitAsync()
        {
            begun();
            await Context.DelayAsync(time);
            return InitResult.Ok;
        }

        protected override ValueTask HandleAsync(string message) => default;
    }
}
