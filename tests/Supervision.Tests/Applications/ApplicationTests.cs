using Supervision.Testing;

namespace Supervision.Tests.Applications;

public sealed class ApplicationTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    [Fact]
    public void Set_StartsInTheOrderOfWhatIsDependedOn_AndStopsInTheReverse() => Run(static async (test, world) =>
    {
        SupervisedApplication disk = world.New("disk");
        SupervisedApplication storage = world.New("storage") with { DependsOn = [disk] };
        SupervisorRef set = await world.StartAsync(test, world.New("shop") with { DependsOn = [storage, disk] }, world.New("mail") with { DependsOn = [disk] });

        Assert.Equal(["disk", "storage", "shop", "mail"], world.Take("starts"));
        await set.StopAsync(ExitReason.Shutdown);
        Assert.Equal(["mail", "shop", "storage", "disk"], world.Take("ends"));
    });

    [Theory]
    [InlineData(ApplicationType.Temporary, "normal", true)]
    [InlineData(ApplicationType.Temporary, "boom", true)]
    [InlineData(ApplicationType.Transient, "normal", true)]
    [InlineData(ApplicationType.Transient, "shutdown", false)]
    [InlineData(ApplicationType.Transient, "boom", false)]
    [InlineData(ApplicationType.Permanent, "normal", false)]
    [InlineData(ApplicationType.Permanent, "boom", false)]
    public void Application_ThatEndsByItself_HasTheConsequencesOfItsType(ApplicationType type, string reason, bool goesOn) => Run(async (test, world) =>
    {
        SupervisorRef set = await world.StartAsync(test, world.New("other"), world.New("one") with { Type = type });
        Pid pid = set.Pid;
        Task<ExitReason> ended = pid.WaitForExitAsync();
        SupervisorRef one = SupervisorRef.ForPid((await set.GetChildAsync("one"))!.Pid);

        await one.StopAsync(reason switch { "normal" => ExitReason.Normal, "shutdown" => ExitReason.Shutdown, _ => new ExitReason.Custom(reason) });
        await test.AdvanceAsync(Tick);

        Assert.Equal(goesOn, pid.IsAlive);
        Assert.Equal(goesOn ? ["one"] : ["one", "other"], world.Take("ends"));
        Assert.True(goesOn || await ended == ExitReason.Shutdown);
    });

    [Fact]
    public void Transient_WhoseSupervisorGivesUp_EndsAll() => Run(static async (test, world) =>
    {
        SupervisorRef set = await world.StartAsync(test, world.New("one") with { Type = ApplicationType.Transient });
        Pid pid = set.Pid;
        for (int crash = 0; crash < 4; crash++)
        {
            world.Workers["one"].Exit(ExitReason.Kill);
            await test.IdleAsync();
        }

        Assert.False(pid.IsAlive);
    });

    [Fact]
    public void Stop_OfOneOnPurpose_LeavesTheOthersAndCanBeTakenBack() => Run(static async (test, world) =>
    {
        SupervisedApplication storage = world.New("storage") with { Type = ApplicationType.Permanent };
        SupervisedApplication shop = world.New("shop") with { Type = ApplicationType.Permanent, DependsOn = [storage] };
        SupervisorRef set = await world.StartAsync(test, shop, world.New("mail"));
        world.Take("starts");

        Assert.True(await world.Set.StopAsync(test.Runtime, "shop"));
        Assert.False(await world.Set.StopAsync(test.Runtime, "shop"));
        Assert.True(await world.Set.StopAsync(test.Runtime, "storage"));
        Assert.Equal(["shop", "storage"], world.Take("ends"));
        Assert.Equal(["storage", "shop"], await world.Set.StartAsync(test.Runtime, "shop"));
        Assert.Empty(await world.Set.StartAsync(test.Runtime, "shop"));
        Assert.Equal(["storage", "shop"], world.Take("starts"));

        // Started again, its type counts again.
        Pid pid = set.Pid;
        (await set.GetChildAsync("shop"))!.Pid.Exit(ExitReason.Kill);
        await test.AdvanceAsync(Tick);
        Assert.False(pid.IsAlive);
    });

    [Fact]
    public void Start_OfOneThatFails_StopsWhatWasStartedForIt() => Run(static async (test, world) =>
    {
        SupervisedApplication storage = world.New("storage") with { Type = ApplicationType.Permanent };
        SupervisedApplication shop = world.New("shop") with { DependsOn = [storage] };
        SupervisorRef set = await world.StartAsync(test, shop);
        await world.Set.StopAsync(test.Runtime, "shop");
        await world.Set.StopAsync(test.Runtime, "storage");
        world.Take("starts");
        world.Failing = "shop";

        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(() => world.Set.StartAsync(test.Runtime, "shop"));

        Assert.Contains("'shop'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["storage"], world.Take("starts"));
        Assert.Equal("storage", world.Take("ends")[^1]);
        await test.AdvanceAsync(Tick);
        Assert.True(set.Pid.IsAlive);
    });

    [Fact]
    public void Set_OfWhichOneDoesNotStart_StopsTheOthersAndDoesNotStart() => Run(static async (test, world) =>
    {
        world.Failing = "shop";

        await Assert.ThrowsAsync<TestFailedException>(() => world.StartAsync(test, world.New("shop") with { DependsOn = [world.New("storage")] }));

        Assert.Equal(["storage"], world.Take("starts"));
        Assert.Equal(["storage"], world.Take("ends"));
    });

    [Fact]
    public void Alone_ItIsATreeAsAnyOther() => Run(static async (test, world) =>
    {
        SupervisorRef shop = await test.StartSupervisedAsync(world.New("shop").Tree);
        await shop.StopAsync(ExitReason.Shutdown);

        Assert.Equal(["shop"], world.Take("ends"));
    });

    [Fact]
    public void Names_OfTwoOrOfNone_AreRefused()
    {
        World world = new();
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new ApplicationSet("set", [world.New("a"), world.New("a")])).Message, StringComparison.Ordinal);
        ApplicationSet set = new("set", [world.New("a")]);
        Run(async (test, _) => Assert.Contains("'b'", (await Assert.ThrowsAsync<ArgumentException>(() => set.StopAsync(test.Runtime, "b"))).Message, StringComparison.Ordinal));
    }

    private static void Run(Func<TestProcess, World, Task> body) => Simulation.Test(test => body(test, new World()), new SimulationOptions { Crashes = CrashPolicy.Allow });

    /// <summary>Applications of one worker each, which says when it starts and when it has ended.</summary>
    private sealed class World
    {
        private readonly List<(string Name, string What)> _events = [];

        internal Dictionary<string, Pid> Workers { get; } = [];

        /// <summary>Which does not start; null for none.</summary>
        internal string? Failing { get; set; }

        internal ApplicationSet Set { get; private set; } = null!;

        internal SupervisedApplication New(string name) => new(name, Supervisor.OneForOne(name, tree => tree.Child(new ChildSpec("worker", context =>
        {
            if (name == Failing)
            {
                throw new InvalidOperationException("It does not start.");
            }

            _events.Add((name, "starts"));
            return context.StartProcessAsync(worker => WorkAsync(worker, name));
        }))));

        internal Task<SupervisorRef> StartAsync(TestProcess test, params SupervisedApplication[] applications)
        {
            Set = new ApplicationSet("set", applications);
            ChildSpec once = ChildSpec.Nested(Set.Spec) with { Restart = Restart.Temporary };
            return StartOnceAsync(test, once);
        }

        /// <summary>Who did something since the last time, in order.</summary>
        internal string[] Take(string what)
        {
            string[] names = [.. _events.Where(one => one.What == what).Select(static one => one.Name)];
            _events.RemoveAll(one => one.What == what);
            return names;
        }

        private static async Task<SupervisorRef> StartOnceAsync(TestProcess test, ChildSpec child) => SupervisorRef.ForPid(await test.StartSupervisedAsync(child));

        private async Task WorkAsync(ProcessContext worker, string name)
        {
            Workers[name] = worker.Self;
            try
            {
                await Bodies.Idle(worker);
            }
            finally
            {
                _events.Add((name, "ends"));
            }
        }
    }
}
