using Supervision.Testing;

namespace Supervision.Tests.Testing.Faults;

/// <summary>Calls that go wrong although neither caller nor server knows of it.</summary>
public sealed class FaultyCallTests
{
    private static readonly ShopMessage.Price Tea = new("tea");

    [Fact]
    public void Return_ToACall_AnswersWithoutTheServer() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime).AtCall<ShopMessage.Price, int>(new() { Times = 1 }).Return(-1);

        Assert.Equal(-1, await shop.CallAsync(Tea));
        Assert.Equal(0, await shop.CallAsync(new ShopMessage.Handled()));
        Assert.Equal(3, await shop.CallAsync(Tea));
    });

    [Fact]
    public void Silence_OfACall_IsATimeoutAndTheServerGoesOn() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime).AtCall<ShopMessage.Price, int>(new() { Times = 1 }).Silence();

        CallResult<int> silent = await shop.TryCallAsync(Tea);

        Assert.Equal(CallFailureCause.Timeout, silent.Failure!.Cause);
        Assert.Equal(0, await shop.CallAsync(new ShopMessage.Handled()));
    });

    [Fact]
    public void Delay_OfACall_MakesTheServerSlow() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime).AtCall<ShopMessage.Price, int>().Delay(TimeSpan.FromSeconds(3));

        Assert.Equal(3, await shop.CallAsync(Tea));
        Assert.Equal(TimeSpan.FromSeconds(3), test.Simulation.Time.Elapsed);
    });

    [Fact]
    public void Throw_AtACall_CrashesTheServer() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer(), new ServerOptions { Name = "shop" });
        FaultControl.Of(test.Runtime).AtProcess("shop", new() { Times = 1 }).Throw(() => new IOException("fire"));

        CallResult<int> result = await shop.TryCallAsync(Tea);

        Assert.IsType<ExitReason.Crashed>(result.Failure!.Reason);
        await test.ExpectRestartAsync("shop");
    });

    [Fact]
    public void AtProcess_AnotherName_LeavesTheServerAlone() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer(), new ServerOptions { Name = "shop" });
        ArmedFault fault = FaultControl.Of(test.Runtime).AtProcess("other").Hang();

        Assert.Equal(3, await shop.CallAsync(Tea));
        Assert.Equal(0, fault.Met);
    });

    [Fact]
    public void Disarm_AndClear_LetAllGoWellAgain() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl faults = FaultControl.Of(test.Runtime);
        ArmedFault first = faults.AtCall<ShopMessage.Price, int>().Return(1);
        faults.AtCall<ShopMessage.Price, int>().Return(2);

        int before = await shop.CallAsync(Tea);
        first.Disarm();
        int second = await shop.CallAsync(Tea);
        faults.Clear();

        Assert.Equal((1, 2, 3), (before, second, await shop.CallAsync(Tea)));
    });

    [Fact]
    public void AtCall_OfNoCall_IsRefused()
    {
        using Simulation simulation = new();

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => FaultControl.Of(simulation.Runtime).AtCall<ShopMessage.Price, string>());

        Assert.Contains("Price is no call with the reply String", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FaultyCalls_InEveryOrder_EndExactlyOnce() => Simulation.Explore(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl.Of(test.Runtime).AtCall<ShopMessage.Price, int>(new() { Times = 1 }).Silence();
        FaultControl.Of(test.Runtime).AtCall<ShopMessage.Price, int>(new() { Times = 1 }).Return(-1);
        List<CallResult<int>> results = [];
        for (int caller = 0; caller < 3; caller++)
        {
            ChildSpec asks = ChildSpec.Process($"caller-{caller}", async _ => results.Add(await shop.TryCallAsync(Tea)));
            await test.StartSupervisedAsync(asks with { Restart = Restart.Temporary });
        }

        await test.EventuallyAsync(() => results.Count == 3, TimeSpan.FromSeconds(10));

        Assert.Equal([-1, 3], results.Where(result => result.Failure is null).Select(result => result.Reply).Order());
    });
}
