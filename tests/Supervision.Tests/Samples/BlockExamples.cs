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
}
