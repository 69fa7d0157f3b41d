using Supervision.Testing;

namespace Supervision.Tests.Edges;

/// <summary>Whoever is killed: no two register at a time, and in the end outside is known what is true.</summary>
public sealed class RegistrationRaceTests
{
    [Fact]
    public void Registration_WhileEverybodyIsKilled_EndsUpTrue() => Simulation.Explore(
        DisturbAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow, MaxSteps = 1_000_000 });

    private static async Task DisturbAsync(TestProcess test)
    {
        Pid worker = Pid.None;
        Discovery discovery = new();
        ServiceRegistration announce = discovery.Announce(new() { StableAfter = Discovery.Latency });
        SupervisorRef root = await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
            .Intensity(100, TimeSpan.FromSeconds(1))
            .RestForOne("service", service => service
                .Intensity(100, TimeSpan.FromSeconds(1))
                .Named("service")
                .Process("worker", process =>
                {
                    worker = process.Self;
                    return Bodies.Idle(process);
                })
                .Child(announce.Child))));
        for (int step = 0; step < 5; step++)
        {
            (test.Choose(4) switch
            {
                0 => worker,
                1 => test.Runtime.Find("service"),
                2 => announce.LastRegistrar,
                _ => Pid.None,
            }).Exit(ExitReason.Kill);
            await test.DelayAsync(Discovery.Latency / 2 * test.Choose(4));
        }

        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True(announce.IsRegistered && discovery.IsKnown);
        await root.StopAsync(ExitReason.Shutdown);
        Assert.False(announce.IsRegistered || discovery.IsKnown);
        Assert.Equal(0, discovery.Overlaps);
    }
}
