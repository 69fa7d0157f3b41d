using Microsoft.Extensions.DependencyInjection;
using Supervision.Testing;

namespace Supervision.Hosting.Tests.Children;

/// <summary>Servers with constructor injection in virtual time: the tree of the program, without a host.</summary>
public sealed class SimulatedTests
{
    [Fact]
    public async Task InjectedServer_RunsInASimulation()
    {
        var events = new Events();
        await using ServiceProvider services = new ServiceCollection().AddSingleton(events).AddScoped<Prices>().BuildServiceProvider();

        Simulation.Test(
            async test =>
            {
                await test.StartSupervisedAsync(ChildSpec.Nested(Supervisor.OneForOne(
                    "shop", static shop => shop.Server<Till, Sell>("till", new ServerOptions { Name = "till" }))));
                var till = ServerRef<Sell>.ForName(test.Runtime, "till");

                Assert.Equal(7, await till.CallAsync(new Sell("tea")));
                await test.DelayAsync(TimeSpan.FromDays(1));
                Assert.Equal(7, await till.CallAsync(new Sell("tea")));
            },
            new SimulationOptions { Horizon = TimeSpan.FromDays(2), Runtime = new ProcessRuntimeOptions { Services = services } });

        Assert.Equal(["prices gone"], events.All);
    }

    private sealed record Sell(string What) : ICall<Sell, int>;

    private sealed class Prices(Events events) : IDisposable
    {
        public int Of(string what) => what == "tea" ? 7 : 100;

        public void Dispose() => events.Say("prices gone");
    }

    private sealed class Till(Prices prices) : GenServer<Sell>
    {
        protected override ValueTask HandleAsync(Sell message)
        {
            Reply(message, prices.Of(message.What));
            return ValueTask.CompletedTask;
        }
    }
}
