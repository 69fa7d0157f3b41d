using Supervision.Testing;

namespace Supervision.Tests.Testing.Faults;

/// <summary>A run that sets up faults for days keeps none that can never fire again.</summary>
public sealed class FaultMemoryTests
{
    [Fact]
    public void Arm_AgainAndAgain_KeepsOnlyWhatCanStillFire() => Simulation.Test(async test =>
    {
        ServerRef<ShopMessage> shop = await test.StartSupervisedAsync(() => new ShopServer());
        FaultControl faults = FaultControl.Of(test.Runtime);
        ArmedFault stays = faults.At(ShopServer.Door).Delay(TimeSpan.Zero);
        for (int round = 0; round < 100; round++)
        {
            faults.At(ShopServer.Supplier, new() { Times = 1 }).Return(99);
            faults.At(ShopServer.Supplier, new() { For = TimeSpan.FromSeconds(1), Times = 5, AfterHits = 1000 }).Return(98);
            faults.At(ShopServer.Supplier).Return(97).Disarm();
            Assert.Equal(99, await shop.CallAsync(new ShopMessage.Price("tea")));
            await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(faults.ArmedCount, 1, 5);
        shop.Cast(new ShopMessage.Restock("tea"));
        await shop.CallAsync(new ShopMessage.Handled());
        Assert.Equal(1, stays.Fired);
    });
}
