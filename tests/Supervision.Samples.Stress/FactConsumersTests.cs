using FactConsumers.Tests;
using Supervision.Samples.Stress;

namespace FactConsumers.Stress;

/// <summary>A replica with HTTP and a broker in memory; one fact in five cannot be integrated, and an operator heals.</summary>
public sealed class FactConsumersTests
{
    [Fact]
    public async Task Program_StruckWhilePeoplePublish_LosesNoFactAndAcknowledgesNoneAfterAFailure()
    {
        Clients clients = new() { Pace = TimeSpan.FromMilliseconds(5) };
        await using RunningFacts facts = await RunningFacts.StartAsync(clients.Broker, clients.History, allowChaos: true).InTime();
        clients.Use(facts.Parts);

        await LiveTree.StrikeAsync(
            SupervisorRef.ForName(facts.Runtime, facts.Parts.Names.Root),
            new ChaosOptions { Load = clients.PublishAsync, SteadyState = clients.HealAndCheckAsync }.Catastrophic("ConsumerGroup"),
            () => $"{clients.AcknowledgedCount:N0} facts acknowledged, {clients.History.Failures:N0} failed");

        Assert.True(clients.AcknowledgedCount > 0, "nothing was acknowledged");
        Assert.False(clients.History.HasAcknowledgedAfterFailure, "something was acknowledged after a failed fact");
    }
}
