using Supervision.Testing;

namespace Supervision.Tests.Pools;

/// <summary>A pool in a tree: what its start waits for, who lives on, and how many there are.</summary>
public sealed class PoolTreeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void DatabaseWorkerPool_StartsWhileTheDatabaseRefuses_AndConnectsWhenItComesBack() => Simulation.Test(static async test =>
    {
        Database database = new();
        SupervisorSpec tree = Supervisor.OneForOne("left", left => left
            .Pool("sql", () => new SqlWorker(database), new() { Size = 4 })
            .Process("metrics", static async metrics => await metrics.ReceiveAsync<string>()));
        SupervisorRef left = await test.StartSupervisedAsync(tree);
        PoolRef<Query> sql = PoolRef<Query>.ForName(test.Runtime, "sql");

        Assert.All(await left.ListChildrenAsync(), static child => Assert.Equal(ChildInfo.State.Running, child.Status));
        Assert.Equal(new PoolInfo(4, 4, 0, 0, 0), await sql.InfoAsync());
        Assert.Equal("disconnected", await sql.CallAsync(new Query()));
        database.IsUp = true;
        await test.DelayAsync(Second);
        Assert.Equal("rows", await sql.CallAsync(new Query()));
    });

    [Fact]
    public void DatabaseWorkerPool_KillingOneWorker_LeavesTheOthersPids() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await PoolTests.StartAsync(test, new() { Size = 4 });
        SupervisorRef workers = SupervisorRef.ForName(test.Runtime, "pool/workers");
        Pid[] before = [.. (await workers.ListChildrenAsync()).Select(static child => child.Pid)];
        before[1].Exit(ExitReason.Kill);
        await test.ExpectRestartAsync("workers/1");
        Pid[] after = [.. (await workers.ListChildrenAsync()).Select(static child => child.Pid)];

        Assert.Equal([before[0], before[2], before[3]], [after[0], after[2], after[3]]);
        Assert.NotEqual(before[1], after[1]);
        Assert.Equal(4, (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => pool.CallAsync(new Job.Do($"{i}", Second)).AsTask()))).Distinct().Count());
    });

    [Fact]
    public void SupervisorOfTheWorkersThatEnds_KeepsTheQueue() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await PoolTests.StartAsync(test, new() { Size = 2, WhenWorkerCrashes = InFlightPolicy.Requeue });
        Pid queue = pool.Pid;
        Task<Pid>[] calls = [.. Enumerable.Range(0, 6).Select(i => pool.CallAsync(new Job.Do($"{i}", Second)).AsTask())];
        await test.IdleAsync();
        test.Runtime.Find("pool/workers").Exit(ExitReason.Kill);

        await Task.WhenAll(calls);
        Assert.Equal(queue, pool.Pid);
        Assert.Equal(6, diary.Ended.Count);
    });

    [Fact]
    public void Resize_UpAndDown_LosesNothing_AndIsKeptOverRestarts() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await PoolTests.StartAsync(test, new() { Size = 1, Routing = PoolRouting.RoundRobin });
        Task<Pid>[] calls = [.. Enumerable.Range(0, 12).Select(i => pool.CallAsync(new Job.Do($"{i}", Second), Second * 60).AsTask())];
        Assert.Equal(4, await pool.ResizeAsync(4));
        Task<Pid>[] more = [.. Enumerable.Range(0, 12).Select(i => pool.CallAsync(new Job.Do($"m{i}", Second), Second * 60).AsTask())];
        await test.IdleAsync();
        Assert.Equal(4, (await pool.InfoAsync()).Busy);

        Assert.Equal(2, await pool.ResizeAsync(2));
        Assert.Equal(2, (await SupervisorRef.ForName(test.Runtime, "pool/workers").ListChildrenAsync()).Count);
        await Task.WhenAll(calls.Concat(more));
        test.Runtime.Find("pool/workers").Exit(ExitReason.Kill);
        await test.DelayAsync(Second);
        Assert.Equal(new PoolInfo(2, 2, 0, 0, 0), await pool.InfoAsync());
    });

    [Fact]
    public void Resize_OfAPoolWhoseNewWorkerDoesNotStart_SaysHowManyThereAre() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        int created = 0;
        await test.StartSupervisedAsync(WorkerPool.Child(
            "pool", () => ++created <= 2 ? new JobWorker(new()) : throw new InvalidOperationException("no more"), new PoolOptions<Job> { Size = 1 }));
        PoolRef<Job> pool = PoolRef<Job>.ForName(test.Runtime, "pool");

        Assert.Equal(2, await pool.ResizeAsync(3));
        Assert.Equal(new PoolInfo(2, 2, 0, 0, 0), await pool.InfoAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pool.ResizeAsync(0));
    });

    [Fact]
    public void Resize_WhileAWorkerThatMustLeaveHangs_IsOvertakenByTheNext() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await PoolTests.StartAsync(test, new() { Size = 2, Routing = PoolRouting.RoundRobin });
        await pool.CallAsync(new Job.Do("quick"));
        Task<Pid> slow = pool.CallAsync(new Job.Do("slow", Second * 600), Timeout.InfiniteTimeSpan).AsTask();
        Task<int> fewer = pool.ResizeAsync(1).AsTask();
        await test.DelayAsync(Second);
        Assert.False(fewer.IsCompleted);

        Assert.Equal(3, await pool.ResizeAsync(3));

        Assert.Equal(3, await fewer);
        Assert.Equal(new PoolInfo(3, 3, 1, 0, 0), await pool.InfoAsync());
        Assert.DoesNotContain("slow", diary.Ended);
        Task<Pid>[] calls = [.. Enumerable.Range(0, 6).Select(i => pool.CallAsync(new Job.Do($"{i}"), Timeout.InfiniteTimeSpan).AsTask())];
        await test.DelayAsync(Second);
        Assert.Equal(4, calls.Count(static call => call.IsCompleted));
        await Task.WhenAll(calls);
        Assert.Contains("slow", diary.Ended);
        await slow;
    });

    [Fact]
    public void Resizes_OneAfterTheOtherWhileAWorkerHangs_EndWithTheLast() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await PoolTests.StartAsync(test, new() { Size = 4, Routing = PoolRouting.RoundRobin });
        Task<Pid>[] slow = [.. Enumerable.Range(0, 4).Select(i => pool.CallAsync(new Job.Do($"{i}", Second * 60), Timeout.InfiniteTimeSpan).AsTask())];
        await test.IdleAsync();

        Task<int>[] resizes = [.. ((int[])[2, 3, 1, 6, 2]).Select(size => pool.ResizeAsync(size).AsTask())];
        await Task.WhenAll(resizes);

        Assert.Equal(2, await resizes[^1]);
        await Task.WhenAll(slow);
        Assert.Equal(2, (await SupervisorRef.ForName(test.Runtime, "pool/workers").ListChildrenAsync()).Count);
        Assert.Equal(new PoolInfo(2, 2, 0, 0, 0), await pool.InfoAsync());
    });

    [Fact]
    public void DeclaredTree_ShowsThePoolAndItsWorkers()
    {
        ChildSpec pool = WorkerPool.Child("sql", static () => new JobWorker(new()), new PoolOptions<Job> { Size = 2 });

        Assert.Equal(["queue", "workers", "size"], pool.Supervisor!.Children.Select(static child => child.Id));
        Assert.Equal(["0", "1"], pool.Supervisor.Children[1].Supervisor!.Children.Select(static child => child.Id));
    }

    private sealed record Query : ICall<Query, string>;

    private sealed class Database
    {
        internal bool IsUp { get; set; }
    }

    /// <summary>May try to connect, and then the system goes on starting.</summary>
    private sealed class SqlWorker(Database database) : GenServer<Query>
    {
        private bool _isConnected;

        protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

        protected override ValueTask ContinueAsync(object? argument)
        {
            _isConnected = database.IsUp;
            if (!_isConnected)
            {
                SetTimeout(Second / 10);
            }

            return default;
        }

        protected override ValueTask HandleSignalAsync(Signal signal) => ContinueAsync(null);

        protected override ValueTask HandleAsync(Query message)
        {
            Reply(message, _isConnected ? "rows" : "disconnected");
            return _isConnected ? default : ContinueAsync(null);
        }
    }
}
