using Supervision.Testing;

namespace Supervision.Tests.Testing.Faults;

public sealed class FaultPointTests
{
    private static readonly ShopMessage.Price Tea = new("tea");

    [Fact]
    public void Hit_NobodyHasTakenHold_AsksTheRealOne() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());

        Assert.Equal(3, await shop.CallAsync(Tea));
        Assert.False(test.Runtime.Faults.IsOn);
    });

    [Fact]
    public void Return_InPlaceOfTheRealOne_AnswersAsOftenAsSaid() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        ArmedFault fault = FaultControl.Of(test.Runtime).At(ShopServer.Supplier, new() { Times = 2, AfterHits = 1 }).Return(99);

        int[] prices = [await shop.CallAsync(Tea), await shop.CallAsync(Tea), await shop.CallAsync(Tea), await shop.CallAsync(Tea)];

        Assert.Equal([3, 99, 99, 3], prices);
        Assert.Equal((4, 2), (fault.Met, fault.Fired));
    });

    [Fact]
    public void Throw_InAServer_CrashesItWithThat() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer(), new ServerOptions { Name = "shop" });
        FaultControl.Of(test.Runtime).At(ShopServer.Supplier, new() { Times = 1 }).Throw(() => new IOException("no road"));

        CallResult<int> result = await shop.TryCallAsync(Tea);

        Assert.Equal("no road", Assert.IsType<IOException>(Assert.IsType<ExitReason.Crashed>(result.Failure!.Reason).Error).Message);
        await test.ExpectRestartAsync("shop");
        Assert.Equal(3, await shop.CallAsync(Tea));
    });

    [Fact]
    public void Delay_AtAPoint_TakesSoLongAndGoesOn() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime).At(ShopServer.Supplier).Delay(TimeSpan.FromSeconds(2));
        TimeSpan before = test.Simulation.Time.Elapsed;

        Assert.Equal(3, await shop.CallAsync(Tea));

        Assert.Equal(TimeSpan.FromSeconds(2), test.Simulation.Time.Elapsed - before);
    });

    [Fact]
    public void Silence_AtAPoint_LastsUntilTheProcessMustEnd() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer(), id: "shop");
        FaultControl.Of(test.Runtime).At(ShopServer.Supplier).Silence();

        CallResult<int> result = await shop.TryCallAsync(Tea);
        await test.StopSupervisedAsync("shop");

        Assert.Equal(CallFailureCause.Timeout, result.Failure!.Cause);
        Assert.Equal(0, test.Runtime.StragglerCount);
    });

    [Fact]
    public void Hang_AtAPoint_MakesAStragglerOfAProcessThatMustEnd() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer(), id: "shop");
        FaultControl.Of(test.Runtime).At(ShopServer.Door).Hang();

        shop.Cast(new ShopMessage.Restock("tea"));
        await test.StopSupervisedAsync("shop");

        Assert.Equal(1, test.Runtime.StragglerCount);
    });

    [Fact]
    public void Exit_AtAPoint_EndsTheProcessWithTheReason() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        Pid first = shop.Pid;
        FaultControl.Of(test.Runtime).At(ShopServer.Door, new() { Times = 1 }).Exit(new ExitReason.Custom("sold_out"));

        shop.Cast(new ShopMessage.Restock("tea"));

        await test.ExpectDownAsync(first, new ExitReason.Custom("sold_out"));
    });

    [Fact]
    public void Triggers_WhereAndForATime_LeaveTheOthersAlone() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime)
            .At(ShopServer.Supplier, new() { Where = hit => hit.Tag == "tea" && hit.Process == shop.Pid, For = TimeSpan.FromSeconds(10) }).Return(99);

        int coffee = await shop.CallAsync(new ShopMessage.Price("coffee"));
        int tea = await shop.CallAsync(Tea);
        await test.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((6, 99, 3), (coffee, tea, await shop.CallAsync(Tea)));
    });

    [Fact]
    public void Probability_FromTheSeededSource_IsAboutRightAndTheSameAgain()
    {
        int first = HitsOf(1000);

        Assert.InRange(first, 150, 250);
        Assert.Equal(first, HitsOf(1000));
    }

    [Fact]
    public void NeverHit_WatchedPoints_ListsThoseThatNoCodeCameTo() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl faults = FaultControl.Of(test.Runtime);
        faults.Watch(ShopServer.Supplier, ShopServer.Door);

        await shop.CallAsync(Tea);

        Assert.Equal(["door"], faults.NeverHit.Select(point => point.Name));
        Assert.Contains(faults.Points, point => point is { Point.Name: "supplier", Hits: 1, Fired: 0 });
    });

    [Fact]
    public void Swarm_OfManyFaults_SetsUpAboutAQuarterTheSameForTheSameSeed()
    {
        using Simulation simulation = new();
        FaultControl control = FaultControl.Of(simulation.Runtime);
        List<string> armed = [];
        ChaosFault[] faults = [.. Enumerable.Range(0, 400).Select(number => new ChaosFault($"{number}", _ => armed.Add($"{number}")))];

        string[] first = [.. control.Swarm(faults, 5).Select(fault => fault.Name)];

        Assert.InRange(first.Length, 70, 130);
        Assert.Equal(first, armed);
        Assert.Equal(first, control.Swarm(faults, 5).Select(fault => fault.Name));
        Assert.NotEqual(first, control.Swarm(faults, 6).Select(fault => fault.Name));
        Assert.Empty(control.Swarm(faults, 5, density: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => control.Swarm(faults, 5, density: 1.1));
    }

    [Fact]
    public async Task Of_RuntimeThatDoesNotAllowChaos_IsRefused()
    {
        await using ProcessRuntime runtime = new();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => FaultControl.Of(runtime));

        Assert.Contains("AllowChaos = true", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0, 1.0)]
    [InlineData(1, -1, 1.0)]
    [InlineData(1, 0, 1.5)]
    public void At_NumbersOutOfRange_AreRefused(int times, int after, double probability)
    {
        using Simulation simulation = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => FaultControl.Of(simulation.Runtime)
            .At(ShopServer.Door, new FaultTrigger { Times = times, AfterHits = after, Probability = probability }));
    }

    private static int HitsOf(int calls)
    {
        int failed = 0;
        Simulation.Test(async test =>
        {
            ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
            FaultControl.Of(test.Runtime).At(ShopServer.Supplier, new() { Probability = 0.2 }).Return(99);
            for (int call = 0; call < calls; call++)
            {
                failed += await shop.CallAsync(Tea) == 99 ? 1 : 0;
            }
        });
        return failed;
    }
}
