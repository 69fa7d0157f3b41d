using Supervision.Testing;

namespace Supervision.Tests.Testing.Kit;

/// <summary>What a test starts is restarted, watched and stopped in order.</summary>
public sealed class SupervisedTests
{
    [Fact]
    public void End_ChildrenWithTheirOwnShutdown_StopLastFirstInVirtualTime()
    {
        List<string> order = [];
        using Simulation simulation = new(new SimulationOptions());

        simulation.Run(async test =>
        {
            test.OnExit(() => Noted("cleanup 1"));
            await test.StartSupervisedAsync(Slow("first", TimeSpan.FromSeconds(30)));
            await test.StartSupervisedAsync(Slow("second", TimeSpan.FromMinutes(2)));
            test.OnExit(() => Noted("cleanup 2"));
        });

        Assert.Equal(["cleanup 2", "cleanup 1", "second", "first"], order);
        Assert.Equal(TimeSpan.FromSeconds(150), simulation.Time.Elapsed);

        Task Noted(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }

        ChildSpec Slow(string id, TimeSpan stop)
        {
            ChildSpec spec = ChildSpec.Process(id, async context =>
            {
                context.TrapExits = true;
                await context.ReceiveAsync<Signal.Exit>();
                await Task.Delay(stop, context.Time);
                order.Add(id);
            });
            return spec with { Shutdown = Shutdown.Infinite };
        }
    }

    [Fact]
    public void ExpectRestart_ServerCrashesTwice_GivesEachIncarnation() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> first = await test.StartSupervisedAsync(() => new Shop(default));

        first.Cast(new ShopMessage.Break());
        ServerRef<ShopMessage> second = await test.ExpectRestartAsync(first);
        second.Cast(new ShopMessage.Break());
        ServerRef<ShopMessage> third = await test.ExpectRestartAsync(second);

        Assert.False(second.Pid.IsAlive);
        Assert.True(third.Pid.IsAlive);
        Assert.Equal(second.Pid, await test.ExpectRestartAsync("ShopMessage"));
        Assert.Equal(third.Pid, await test.ExpectRestartAsync("test/ShopMessage"));
    });

    [Fact]
    public void ExpectRestart_ThatDoesNotCome_SaysWhatToLookAt() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(default), id: "shop");

        TestFailedException none = await Assert.ThrowsAsync<TestFailedException>(() => test.ExpectRestartAsync("shop"));
        ArgumentException unknown = await Assert.ThrowsAsync<ArgumentException>(() => test.ExpectRestartAsync("ship"));

        Assert.Contains("Child 'shop' was not restarted within 5 s of virtual time", none.Message, StringComparison.Ordinal);
        Assert.Contains("Next: make sure that it ends before this line", none.Message, StringComparison.Ordinal);
        Assert.Contains("No supervisor has started a child 'ship'", unknown.Message, StringComparison.Ordinal);
        Assert.True(shop.Pid.IsAlive);
    });

    [Fact]
    public void ExpectRestart_OfADynamicChild_IsThatOfThisOneAlsoBeforeItsFirstRestart() => Simulation.Explore(
        static async test =>
        {
            DynamicSupervisorRef<int> shops = await StartMallAsync(test);
            ServerRef<ShopMessage>[] started = [await OpenAsync(shops), await OpenAsync(shops)];
            Array.ForEach(started, static shop => shop.Cast(new ShopMessage.Break()));

            ServerRef<ShopMessage> second = await test.ExpectRestartAsync(started[1]);
            ServerRef<ShopMessage> first = await test.ExpectRestartAsync(started[0]);
            Assert.Equal(4, started.Append(first).Append(second).Distinct().Count());
            first.Cast(new ShopMessage.Break());

            Assert.NotEqual(second, await test.ExpectRestartAsync(first));
            Assert.True(second.Pid.IsAlive);
        },
        new ExplorationOptions { Schedules = 50 });

    [Fact]
    public void ExpectRestart_OfADynamicChildById_KnowsItBeforeItsFirstRestart() => Simulation.Test(static async test =>
    {
        DynamicSupervisorRef<int> shops = await StartMallAsync(test);
        ServerRef<ShopMessage> shop = await OpenAsync(shops, "corner");

        Task<Pid> restart = test.ExpectRestartAsync("corner");
        shop.Cast(new ShopMessage.Break());

        Assert.NotEqual(shop.Pid, await restart);
    });

    [Fact]
    public void End_LinkedProcesses_EndWithTheTest()
    {
        List<ExitReason> reasons = [];

        Simulation.Test(async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartServerAsync(() => new Shop(default));
            Pid deaf = test.SpawnLink(static async context =>
            {
                context.TrapExits = true;
                await context.ReceiveAsync<Bodies.Never>();
            });
            test.Simulation.OnExit = (pid, reason) =>
            {
                if (pid == shop.Pid || pid == deaf)
                {
                    reasons.Add(reason);
                }
            };
            await test.IdleAsync();
        });

        Assert.Equal([ExitReason.Killed, ExitReason.Shutdown], reasons.OrderBy(static reason => reason.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public void StopSupervised_ThenStartAgain_IsANewChild() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> first = await test.StartSupervisedAsync(() => new Shop(default), id: "shop");
        await test.StopSupervisedAsync("shop");
        ServerRef<ShopMessage> second = await test.StartSupervisedAsync(() => new Shop(default), id: "shop");

        Assert.Equal(ExitReason.Shutdown, await test.ExpectDownAsync(first.Pid));
        Assert.NotEqual(first, second);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => test.StopSupervisedAsync("ship"));
        Assert.Contains("There is no supervised child 'ship'. Supervised: shop.", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void StartSupervised_IdIsTaken_SaysByWhom() => Simulation.Test(async test =>
    {
        await test.StartSupervisedAsync(() => new Shop(default), id: "shop");

        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(() => test.StartSupervisedAsync(() => new Shop(default), id: "shop"));

        Assert.Contains("'shop' did not start: its id or its name is held by <", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void StartSupervised_FailureIsTheSubject_IsNoUnexpectedCrash() => Simulation.Test(async test =>
    {
        TestFailedException error = await Assert.ThrowsAsync<TestFailedException>(
            () => test.StartSupervisedAsync(ChildSpec.Server("shop", () => new TestShop())));

        Assert.IsType<FormatException>(error.InnerException);
    });

    [Fact]
    public void Named_ServerIsRestarted_HandleGoesWithIt() => Simulation.Test(async test =>
    {
        Probe<BankMessage> bank = test.Probe<BankMessage>();
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new Shop(bank.Ref), new ServerOptions { Name = "shop" });
        shop.Cast(new ShopMessage.Break());
        await test.ExpectRestartAsync("shop");

        shop.Cast(new ShopMessage.Tell("back"));

        Assert.Equal("back", (await bank.ExpectAsync<BankMessage.Note>()).Text);
    });

    private static async Task<DynamicSupervisorRef<int>> StartMallAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(Supervisor.OneForOne("mall", static mall => mall.Dynamic<int>(
            "shops", static (context, _) => context.StartServerAsync(() => new Shop(default)), configure: static shops => shops.Named("shops"))));
        return DynamicSupervisorRef<int>.ForName(test.Runtime, "shops");
    }

    private static async Task<ServerRef<ShopMessage>> OpenAsync(DynamicSupervisorRef<int> shops, string? key = null) =>
        ServerRef<ShopMessage>.ForPid(((ChildResult.Started)await shops.StartChildAsync(0, key)).Pid);

    private sealed class TestShop : GenServer<ShopMessage>
    {
        protected override ValueTask<InitResult> InitAsync() => throw new FormatException("bad price list");

        protected override ValueTask HandleAsync(ShopMessage message) => default;
    }
}
