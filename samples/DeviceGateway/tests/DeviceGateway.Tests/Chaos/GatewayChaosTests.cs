namespace DeviceGateway.Tests;

/// <summary>The whole tree under chaos: it follows the rules of supervisors, and no acknowledged reading is lost.</summary>
public sealed class GatewayChaosTests(ITestOutputHelper output)
{
    /// <summary>Devices are brought back by the one who repairs, which is no rule of supervisors: they die in the other test.</summary>
    private static readonly ChaosFilter Predictable = ChaosFilter.Under("gateway/left") | ChaosFilter.Under("gateway/right/config-manager");

    [Fact]
    public void Tree_KillsBesideTheDevices_FollowTheRulesAndLoseNoReading()
    {
        var field = new Field();

        ChaosReport report = ChaosTest.Explore(
            field.NewTree,
            new ChaosOptions
            {
                Plans = 10,
                Length = 5,
                Filter = Predictable,
                Load = field.ChangeAsync,
                SteadyState = field.CheckAsync,
            });

        Assert.True(report.Strikes > report.Schedules, report.ToString());
        Assert.True(field.EverAcknowledged > 0, "nothing was acknowledged");
    }

    /// <summary>Kills of anybody but the root, between any two steps; then nobody is killed any more, and everything comes back.</summary>
    [Fact]
    public void Tree_KillsOfAnybody_LoseNoReadingAndHeal()
    {
        var field = new Field();

        Simulation.Explore(
            async test =>
            {
                test.AllowCrashes();
                SupervisorRef root = await test.StartSupervisedAsync(field.NewTree(test));
                await test.AdvanceAsync(TimeSpan.FromSeconds(3));
                for (int kills = 0; kills < 3; kills++)
                {
                    TreeEntry[] all = [.. (await TreeSnapshot.TakeAsync(root)).Root.All().Where(entry => entry.Pid != root.Pid && entry.Pid != Pid.None)];
                    if (test.Choose(2) == 0)
                    {
                        // Those between a device and the database, whose death could cost a reading.
                        all = [.. all.Where(entry => entry.Id is GatewayNames.ReadingsQueue or GatewayNames.ConfigurationCache or GatewayNames.ReadingsCarrier)];
                    }

                    Pid victim = all[test.Choose(all.Length)].Pid;
                    test.Spawn(_ =>
                    {
                        victim.Exit(ExitReason.Kill);
                        return Task.CompletedTask;
                    });
                    test.Spawn(field.ChangeAsync);
                    await test.AdvanceAsync(TimeSpan.FromMilliseconds(700 * test.Choose(6)));
                    await field.CheckAsync(test);
                }

                await test.AdvanceAsync(TimeSpan.FromMinutes(3));
                await field.HealedAsync(test);
            },
            new ExplorationOptions { Schedules = 40, Output = output.WriteLine });

        Assert.True(field.EverAcknowledged > 0, "nothing was acknowledged");
    }
}
