using System.Collections.Immutable;
using Supervision.Testing;

namespace Supervision.Tests.Samples;

/// <summary>The examples in the documentation of the blocks around the tree, as tests.</summary>
internal static class BlockExamples
{
    internal static async Task BackoffAsync(TestProcess test)
    {
        int connects = 0;
        Backoff backoff = Backoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        await test.StartSupervisedAsync(ChildSpec.Process("feed", FeedAsync) with { Backoff = backoff });

        for (int attempt = 1; !TryConnect(); attempt++)
        {
            await test.DelayAsync(backoff.DelayOf(attempt, test.Runtime));
        }

        Assert.Equal(3, connects);

        bool TryConnect() => ++connects == 3;
        static async Task FeedAsync(ProcessContext process) => await process.ReceiveAsync<string>();
    }

    internal static async Task AgentAsync(TestProcess test)
    {
        await test.StartSupervisedAsync(Agent.Child("hits", static () => ImmutableDictionary<string, int>.Empty, new() { Name = "hits" }));
        AgentRef<ImmutableDictionary<string, int>> hits = AgentRef<ImmutableDictionary<string, int>>.ForName(test.Runtime, "hits");

        await hits.UpdateAsync(static all => all.SetItem("/", all.GetValueOrDefault("/") + 1));
        int before = await hits.GetAndUpdateAsync(static all => (all["/"], all.SetItem("/", 0)));
        int now = await hits.GetAsync(static all => all["/"]);

        Assert.Equal((1, 0), (before, now));
    }
}
