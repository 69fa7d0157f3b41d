using Supervision.Testing;

namespace Supervision.Tests.Testing.Exploration;

/// <summary>Small programs of which it is known how many orders there are that somebody can tell apart.</summary>
public sealed class ExhaustiveTests
{
    [Fact]
    public void TwoSendersOfTwoMessages_OneReceiver_HaveSixOrders()
    {
        HashSet<string> orders = [];

        ExplorationReport report = Simulation.ExploreAll(async test =>
        {
            Task[] senders = [.. new[] { "a", "b" }.Select(name => Sender(test, test.Self, name))];
            string order = "";
            for (int i = 0; i < 4; i++)
            {
                order += await test.ReceiveAsync<string>();
            }

            await Task.WhenAll(senders);
            orders.Add(order);
        });

        Assert.Equal(6, orders.Count);
        Assert.True(report.IsExhausted);
        Assert.Equal(6, report.Complete);
    }

    private static Task<ExitReason> Sender(TestProcess test, Pid receiver, string name) => test.Spawn(_ =>
    {
        receiver.Send(name);
        receiver.Send(name.ToUpperInvariant());
        return Task.CompletedTask;
    }).WaitForExitAsync();
}
