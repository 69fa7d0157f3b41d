using Supervision.Testing;

namespace Supervision.Tests.Partitions;

/// <summary>Keys find their partition, whatever happens to it.</summary>
public sealed class PartitionTests
{
    private const int Count = 3;

    [Fact]
    public void Keys_WhilePartitionsAreKilled_StayWhereTheyAreAndEveryCallIsAnswered() => Simulation.Explore(
        KillAsync, new ExplorationOptions { Schedules = 3000, Crashes = CrashPolicy.Allow });

    [Fact]
    public void Find_BeforeTheStart_IsNobody() => Assert.Equal(Pid.None, New().Find(1));

    [Fact]
    public void Text_HasTheSamePartitionInEveryRun() => Simulation.Test(static async test =>
    {
        PartitionSupervisor partitions = New();
        await test.StartSupervisedAsync(partitions.Child);

        string[] keys = ["", "ann", "bob", "cleo", "dora"];
        int[] found = await Task.WhenAll(keys.Select(key => AskAsync(partitions.Find(key))));

        Assert.Equal([1, 2, 2, 0, 2], found);
    });

    [Fact]
    public void Number_OfTheLeastValue_HasAPartition() => Simulation.Test(static async test =>
    {
        PartitionSupervisor partitions = New();
        await test.StartSupervisedAsync(partitions.Child);

        Assert.Equal(2, await AskAsync(partitions.Find(long.MinValue)));
        Assert.Equal(1, await AskAsync(partitions.Find(long.MaxValue)));
    });

    [Fact]
    public void Resize_WhileAnotherResizes_IsRefused() => Simulation.Test(static async test =>
    {
        PartitionSupervisor partitions = New();
        await test.StartSupervisedAsync(partitions.Child);

        Task<int> first = partitions.ResizeAsync(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => partitions.ResizeAsync(2));
        Assert.Equal(Count, await first);
        Assert.Equal(1, partitions.Count);
        Assert.Equal(1, await partitions.ResizeAsync(2));
    });

    [Fact]
    public void Resize_OfTemporaryPartitions_StartsThemAgain() => Simulation.Test(static async test =>
    {
        PartitionSupervisor partitions = new(
            "partitions", 2, static index => ChildSpec.Server("partition", () => new Partition(index)) with { Restart = Restart.Temporary });
        await test.StartSupervisedAsync(partitions.Child);
        await partitions.ResizeAsync(1);

        Assert.Equal(1, await partitions.ResizeAsync(2));
        Assert.Equal(1, await AskAsync(partitions.Find(1)));
    });

    private static async Task KillAsync(TestProcess test)
    {
        PartitionSupervisor partitions = New();
        await test.StartSupervisedAsync(partitions.Child);
        List<Pid> callers = [.. Enumerable.Range(0, Count).Select(key => test.Spawn(async process =>
        {
            for (int call = 0; call < 3; call++)
            {
                CallResult<int> answer = await ServerRef<Ask>.ForPid(partitions.Find(key)).TryCallAsync(new Ask());
                Assert.True(!answer.TryGetReply(out int index) || index == key, $"{key} is at {index}");
                await process.DelayAsync(TimeSpan.FromMilliseconds(1));
            }
        }))];
        for (int kill = 0; kill < Count; kill++)
        {
            partitions.Find(test.Choose(Count)).Exit(ExitReason.Kill);
            await test.DelayAsync(TimeSpan.FromMilliseconds(test.Choose(2)));
        }

        Assert.All(await Task.WhenAll(callers.Select(static pid => pid.WaitForExitAsync())), static reason => Assert.True(reason == ExitReason.Normal || reason == ExitReason.NoProcess));
        await test.IdleAsync();
        for (int key = 0; key < Count; key++)
        {
            Assert.Equal(key, await AskAsync(partitions.Find(key)));
        }
    }

    private static PartitionSupervisor New() => new(
        "partitions", Count, static index => ChildSpec.Server("partition", () => new Partition(index)), static builder => builder.Intensity(100, TimeSpan.FromSeconds(1)));

    private static Task<int> AskAsync(Pid partition) => ServerRef<Ask>.ForPid(partition).CallAsync(new Ask()).AsTask();

    private sealed record Ask : ICall<Ask, int>;

    private sealed class Partition(int index) : GenServer<Ask>
    {
        protected override ValueTask HandleAsync(Ask message)
        {
            Reply(message, index);
            return default;
        }
    }
}
