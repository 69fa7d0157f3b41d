using FactConsumers.Tests;
using Supervision.Samples.Stress;

namespace FactConsumers.Stress;

/// <summary>A replica with HTTP and a broker in memory; again and again a fact cannot be integrated, and an operator heals.</summary>
public sealed class FactConsumersTests
{
    [Fact]
    public async Task Program_StruckWhilePeoplePublish_LosesNoFactAndAcknowledgesNoneAfterAFailure()
    {
        // Every start of the guide reads all facts there ever were, so that a faster load would measure that. A fact that fails comes every ten
        // seconds or so: each healing is a restart that the group counts, and more of them it would not bear.
        Clients clients = new() { Pace = TimeSpan.FromMilliseconds(20), PoisonEvery = 2_000, FindsNewPoison = true };
        await using RunningFacts facts = await RunningFacts.StartAsync(clients.Broker, clients.History, allowChaos: true).InTime();
        clients.Use(facts.Parts);

        await LiveTree.StrikeAsync(
            SupervisorRef.ForName(facts.Runtime, facts.Parts.Names.Root),
            new ChaosOptions { Load = PublishAsync, SteadyState = HealAsync }.Catastrophic("ConsumerGroup"),
            () => $"{clients.AcknowledgedCount:N0} facts acknowledged, {clients.History.Failures:N0} failed");

        Assert.True(clients.AcknowledgedCount > 0, "nothing was acknowledged");
        Assert.False(clients.History.HasAcknowledgedAfterFailure, "something was acknowledged after a failed fact");

        // Each healing is a restart that the group counts. An operator who hurries has it give up, and then everything.
        async Task HealAsync(ProcessContext context)
        {
            await clients.HealAndCheckAsync(context);
            await context.DelayAsync(TimeSpan.FromSeconds(2));
        }

        // While nothing is consumed until the operator comes, nobody piles up more than can be read soon.
        async Task PublishAsync(ProcessContext context)
        {
            if (FactQueues.All.Sum(queue => clients.Broker.Count(queue).Item1) > 200)
            {
                await context.DelayAsync(TimeSpan.FromMilliseconds(20));
            }
            else
            {
                await clients.PublishAsync(context);
            }
        }
    }
}
