using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>The chaos of the test kit's README, where it compiles and runs.</summary>
internal static class ChaosGuide
{
    /// <summary>The till does not bear that the bank is down.</summary>
    internal static void Shop_bears_it(Action<ChaosReport>? done = null)
    {
        ChaosReport report = ChaosTest.Explore(_ => Shop.Tree(), new ChaosOptions
        {
            Kinds = [ChaosKind.Kill, ChaosKind.Fault],
            Faults = [Shop.BankIsDown],
            Load = Shop.BuyAsync,                                 // while it is struck
            SteadyState = Shop.BuyAsync,                          // and again soon after
        }, null, "Shop_bears_it", "ShopTests.cs");
        done?.Invoke(report);
    }

    internal static async Task Running_shop_bears_it(ProcessRuntime runtime)
    {
        SupervisorRef root = await runtime.StartSupervisorAsync(Shop.Tree());

        await ChaosTest.RunAsync(root, new ChaosOptions { Load = Shop.BuyAsync, For = TimeSpan.FromSeconds(1) });
    }

    internal static class Shop
    {
        internal static readonly ChaosFault BankIsDown = new("bank is down", faults => faults
            .At(Till.Charge, new() { Times = 4 }).Throw(() => new IOException("no connection")));

        internal static SupervisorSpec Tree() => Supervisor.OneForOne("shop", shop => shop
            .OneForOne("stock", stock => stock.Server("shelf", () => new Shelf()))
            .OneForOne("tills", tills => tills.Server("till", () => new Till(), new() { Name = "till" })));

        internal static async Task BuyAsync(ProcessContext context) =>
            await ServerRef<Pay>.ForName(context.Runtime, "till").CallAsync(new Pay(20));
    }

    internal sealed record Pay(int Amount) : ICall<Pay, bool>;

    internal sealed class Till : GenServer<Pay>
    {
        internal static readonly FaultPoint<bool> Charge = FaultPoint.Define<bool>("bank.charge");

        protected override async ValueTask HandleAsync(Pay pay) =>
            Reply(pay, await Context.Runtime.Faults.HitAsync(Charge, () => BankAsync(pay.Amount)));

        private static Task<bool> BankAsync(int amount) => Task.FromResult(amount < 100);
    }

    private sealed class Shelf : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }
}
