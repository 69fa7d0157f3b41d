using Supervision.Testing;

namespace Supervision.Tests.DeadLetters;

/// <summary>Whatever the order of everything, and whoever is killed: what was acknowledged is in the queue, or handled, or dropped by somebody.</summary>
public sealed class DeadLetterRaceTests
{
    private const int Producers = 3;
    private const int MessagesOfEach = 3;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ExplorationOptions Many = new() { Schedules = 3000, Crashes = CrashPolicy.Allow };

    [Fact]
    public void Message_ThatWasAcknowledged_IsNeverLost() => Simulation.Explore(static test => RunAsync(test, new MemoryStore(test)), Many);

    [Fact]
    public void Message_ThatWasAcknowledged_IsNeverLost_WithASlowStore() => Simulation.Explore(
        static test => RunAsync(test, new MemoryStore(test) { Latency = Moment }), Many);

    private static async Task RunAsync(TestProcess test, MemoryStore store)
    {
        Users users = new();
        await test.StartSupervisedAsync(DeadLetterQueue.Child<string>("dead", new() { Store = store, Requeue = users.HandleAsync }));
        DeadLetterQueueRef<string> queue = DeadLetterQueueRef<string>.ForName(test.Runtime, "dead");
        List<Pid> pids =
        [
            .. Enumerable.Range(0, Producers).Select(number => test.Spawn(process => users.AddAsync(process, queue, number))),
            test.Spawn(process => users.OperateAsync(process, queue)),
        ];
        int kills = test.Choose(4);
        for (int kill = 0; kill < kills; kill++)
        {
            (test.Choose(2) == 0 ? queue.Pid : pids[test.Choose(pids.Count)]).Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(4));
        }

        await Task.WhenAll(pids.Select(static pid => pid.WaitForExitAsync()));
        await test.Runtime.FindAsync("dead");
        await test.DelayAsync(Moment * 10);
        string[] listed = [.. (await queue.ListAsync()).Select(static entry => entry.Message)];
        Assert.Equal(listed.Length, listed.Distinct().Count());
        Assert.Empty(users.Acknowledged.Except(listed).Except(users.Handled).Except(users.MayBeDropped));
        Assert.Empty(listed.Intersect(users.Dropped));
    }

    private sealed class Users
    {
        internal HashSet<string> Acknowledged { get; } = [];

        internal HashSet<string> Handled { get; } = [];

        internal HashSet<string> Dropped { get; } = [];

        /// <summary>A drop that was asked for in vain may have been heard.</summary>
        internal HashSet<string> MayBeDropped { get; } = [];

        internal async Task HandleAsync(ProcessContext process, string message)
        {
            await process.DelayAsync(Moment);
            Handled.Add(message);
        }

        internal async Task AddAsync(ProcessContext process, DeadLetterQueueRef<string> queue, int number)
        {
            for (int i = 0; i < MessagesOfEach; i++)
            {
                string message = $"{number}/{i}";
                if (await TryAsync(() => queue.AddAsync(message, "test")) is [SendResult.Accepted])
                {
                    Acknowledged.Add(message);
                }

                await process.DelayAsync(Moment * (i % 2));
            }
        }

        internal async Task OperateAsync(ProcessContext process, DeadLetterQueueRef<string> queue)
        {
            for (int round = 0; round < 4; round++)
            {
                await process.DelayAsync(Moment);
                foreach (DeadLetterEntry<string> entry in (await TryAsync(() => queue.ListAsync())).SelectMany(static list => list))
                {
                    if (entry.Id % 2 == 0)
                    {
                        await TryAsync(() => queue.RequeueAsync(entry.Id));
                        continue;
                    }

                    MayBeDropped.Add(entry.Message);
                    if (await TryAsync(() => queue.DropAsync(entry.Id)) is [true])
                    {
                        Dropped.Add(entry.Message);
                    }
                }
            }
        }

        /// <returns>The answer; nothing when there was none.</returns>
        private static async Task<T[]> TryAsync<T>(Func<ValueTask<T>> call)
        {
            try
            {
                return [await call()];
            }
            catch (CallFailedException)
            {
                return [];
            }
        }
    }
}
