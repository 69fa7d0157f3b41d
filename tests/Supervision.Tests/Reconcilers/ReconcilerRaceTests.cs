using Supervision.Testing;

namespace Supervision.Tests.Reconcilers;

/// <summary>Whoever is killed, and whatever is told when: in the end what is wanted runs, once, with what it should have, and nothing else.</summary>
public sealed class ReconcilerRaceTests
{
    private static readonly string[] Keys = ["a", "b", "c"];

    [Fact]
    public void Children_WhileEverybodyIsKilledAndConfigurationChanges_EndUpAsTheyAreWanted() => Simulation.Explore(
        DisturbAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow, MaxSteps = 1_000_000 });

    private static async Task DisturbAsync(TestProcess test)
    {
        World world = new(test);
        await test.StartSupervisedAsync(Supervisor.OneForOne("root", root => root
            .Intensity(100, TimeSpan.FromSeconds(1))
            .Dynamic<int>("pollers", world.StartAsync, static child => child with { Restart = Restart.Temporary }, static pollers => pollers.Named("pollers"))
            .Child(world.Manager.Child)));
        for (int step = 0; step < 6; step++)
        {
            world.Disturb(step);
            await test.DelayAsync(TimeSpan.FromMilliseconds(test.Choose(2)));
        }

        world.Manager.Resume("manager");
        await test.AdvanceAsync(TimeSpan.FromSeconds(30));
        world.Check();
    }

    private sealed class World(TestProcess test)
    {
        private readonly Dictionary<string, (Pid Pid, int Args)> _running = [];
        private readonly Dictionary<string, int> _wanted = [];

        internal Reconciler<int> Manager { get; } = new("manager", "pollers", new() { Schedule = [TimeSpan.FromSeconds(1)], Interval = TimeSpan.FromHours(1) });

        internal void Disturb(int step)
        {
            string key = Keys[test.Choose(Keys.Length)];
            switch (test.Choose(6))
            {
                case 0:
                    Manager.Remove(key);
                    _wanted.Remove(key);
                    break;
                case 1:
                    test.Runtime.Find("manager").Exit(ExitReason.Kill);
                    break;
                case 2:
                    test.Runtime.Find("pollers").Exit(ExitReason.Kill);
                    break;
                case 3:
                    _running.GetValueOrDefault(key).Pid.Exit(ExitReason.Kill);
                    break;
                case 4:
                    _ = Manager.Pause("manager") || Manager.Resume("manager");
                    break;
                default:
                    Manager.Put(key, step);
                    _wanted[key] = step;
                    break;
            }
        }

        internal void Check()
        {
            Assert.Equal(
                _wanted.Select(static pair => (pair.Key, pair.Value)).Order(),
                _running.Where(static one => one.Value.Pid.IsAlive).Select(static one => (one.Key, one.Value.Args)).Order());
            Assert.Equal(_wanted.Keys.Order(), Manager.List().Select(static child => child.Key).Order());
            Assert.All(Manager.List(), child => Assert.Equal((_running[child.Key].Pid, ReconciledChild.State.Running), (child.Pid, child.Status)));
        }

        internal ValueTask<StartResult> StartAsync(StartContext context, int args)
        {
            string key = context.ChildId;
            return context.StartProcessAsync(async child =>
            {
                Assert.False(_running.GetValueOrDefault(key).Pid.IsAlive, "Two run under one key.");
                _running[key] = (child.Self, args);
                await Bodies.Idle(child);
            });
        }
    }
}
