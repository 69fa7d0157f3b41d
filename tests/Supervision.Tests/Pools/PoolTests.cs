using Supervision.Testing;

namespace Supervision.Tests.Pools;

/// <summary>A pool as one server, and its workers as several.</summary>
public sealed class PoolTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void FirstFree_UsesAllWorkersAndThenWaits() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(test, new() { Size = 3 });
        Task<Pid>[] calls = [.. Enumerable.Range(0, 7).Select(i => pool.CallAsync(new Job.Do($"{i}", Second)).AsTask())];
        await test.IdleAsync();
        Assert.Equal(new PoolInfo(3, 3, 3, 4, 0), await pool.InfoAsync());

        TimeSpan start = test.Simulation.Time.Elapsed;
        Pid[] workers = await Task.WhenAll(calls);
        Assert.Equal(Second * 3, test.Simulation.Time.Elapsed - start);
        Assert.Equal(3, workers.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 7).Select(static i => $"{i}"), diary.Begun);
    });

    [Fact]
    public void RoundRobin_GivesEachItsTurn() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = 3, Routing = PoolRouting.RoundRobin });
        List<Pid> by = [];
        for (int i = 0; i < 6; i++)
        {
            by.Add(await pool.CallAsync(new Job.Do($"{i}")));
        }

        Assert.Equal(3, by.Distinct().Count());
        Assert.Equal(by[..3], by[3..]);
    });

    [Theory]
    [InlineData(PoolRouting.ByKey)]
    [InlineData(PoolRouting.Sticky)]
    public void Keys_KeepTheirOrder(PoolRouting routing) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(
            test, new() { Size = 4, Routing = routing, Key = static job => ((Job.Do)job).Name[0] });
        Task<Pid>[] calls = [.. from i in Enumerable.Range(0, 5) from key in "abcdef" select pool.CallAsync(new Job.Do($"{key}{i}", Second), Timeout.InfiniteTimeSpan).AsTask()];
        await Task.WhenAll(calls);

        foreach (char key in "abcdef")
        {
            Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{key}{i}"), diary.Ended.Where(name => name[0] == key));
            Assert.Single(diary.By.Where(pair => pair.Key[0] == key).Select(static pair => pair.Value).Distinct());
        }
    });

    [Fact]
    public void Sticky_KeyWithoutMessages_GoesToTheOneWithTheLeastToDo() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = 2, Routing = PoolRouting.Sticky, Key = static job => ((Job.Do)job).Name[0] });
        Task<Pid> a = pool.CallAsync(new Job.Do("a1", Second)).AsTask();
        Task<Pid> alsoA = pool.CallAsync(new Job.Do("a2", Second)).AsTask();
        Pid b = await pool.CallAsync(new Job.Do("b"));
        Assert.Equal(await a, await alsoA);
        Assert.NotEqual(b, await a);
        Assert.NotEqual(await pool.CallAsync(new Job.Do("c")), Pid.None);
    });

    [Fact]
    public void FullQueue_Rejects() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = 1, Queue = 1 });
        Task<Pid> first = pool.CallAsync(new Job.Do("1", Second)).AsTask();
        Task<Pid> second = pool.CallAsync(new Job.Do("2", Second)).AsTask();

        CallFailure refused = (await pool.TryCallAsync(new Job.Do("3"))).Failure!;
        Assert.Equal(CallFailureCause.Overloaded, refused.Cause);
        Assert.Contains("1 messages wait", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(SendResult.Full, await pool.CastAsync(new Job.Note("4")));
        Assert.Equal(await first, await second);
        Assert.Equal(SendResult.Accepted, await pool.CastAsync(new Job.Note("5")));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void FullQueue_LetsSendersWait_InOrder(int queue) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(test, new() { Size = 1, Queue = queue, WhenFull = MailboxFullMode.Wait });
        List<(string Name, TimeSpan At)> accepted = [];
        TimeSpan start = test.Simulation.Time.Elapsed;
        for (int i = 0; i < 5; i++)
        {
            string name = $"{i}";
            test.SpawnLink(async sender =>
            {
                Assert.Equal(SendResult.Accepted, await pool.CastAsync(new Job.Note(name, Second), Timeout.InfiniteTimeSpan));
                accepted.Add((name, test.Simulation.Time.Elapsed - start));
            });
        }

        await test.DelayAsync(Second * 10);
        Assert.Equal(["0", "1", "2", "3", "4"], diary.Ended);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => ($"{i}", Second * Math.Max(0, i - queue))), accepted);
    });

    [Fact]
    public void WorkerThatCrashes_FailsItsCaller_AndKeepsWhatWaitsAndTheOthers() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(test, new() { Size = 2 });
        Task<Pid> slow = pool.CallAsync(new Job.Do("slow", Second * 3)).AsTask();
        Task<CallResult<Pid>> broken = pool.TryCallAsync(new Job.Break("broken")).AsTask();
        Task<Pid>[] waiting = [.. Enumerable.Range(0, 3).Select(i => pool.CallAsync(new Job.Do($"{i}")).AsTask())];

        CallFailure failure = (await broken).Failure!;
        Assert.Equal((CallFailureCause.ServerEnded, new ExitReason.Custom("broken")), (failure.Cause, failure.Reason));
        await Task.WhenAll(waiting);
        Pid survivor = await slow;
        Assert.True(survivor.IsAlive);
        Assert.Equal(["slow", "broken", "0", "1", "2"], diary.Begun);
        await test.ExpectCrashAsync();
    });

    [Fact]
    public void WorkerThatCrashes_WhenRequeued_IsTriedAsOftenAsAllowed() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(
            test, new() { Size = 2, WhenWorkerCrashes = InFlightPolicy.Requeue, MaxAttempts = 3, Workers = static workers => workers.Intensity(10, Second) });

        CallFailure failure = (await pool.TryCallAsync(new Job.Break("broken"))).Failure!;
        Assert.Equal(new ExitReason.Custom("broken"), failure.Reason);
        Assert.Equal(["broken", "broken", "broken"], diary.Begun);
        Assert.Equal(SendResult.Accepted, await pool.CastAsync(new Job.Break("note")));
        await test.IdleAsync();
        Assert.Equal(6, diary.Begun.Count);
        Assert.IsType<Job.Break>(Assert.Single(test.Simulation.DeadLetters).Message);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WorkerThatEndsWhileIdle_CostsNobodyACall(int size) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = size, WhenWorkerCrashes = InFlightPolicy.FailCaller });
        Pid first = await pool.CallAsync(new Job.Do("1"));
        first.Exit(ExitReason.Kill);
        await first.WaitForExitAsync();

        Pid next = await pool.CallAsync(new Job.Do("2"));
        Assert.NotEqual(first, next);
        Assert.True(next.IsAlive);
    });

    [Fact]
    public void CallerThatGaveUp_IsNotServed() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(test, new() { Size = 1 });
        Task<Pid> first = pool.CallAsync(new Job.Do("1", Second * 2)).AsTask();
        await Assert.ThrowsAsync<CallTimeoutException>(async () => await pool.CallAsync(new Job.Do("2"), Second));
        await first;
        await pool.CallAsync(new Job.Do("3"));

        Assert.Equal(["1", "3"], diary.Begun);
    });

    [Fact]
    public void QueueThatEnds_AnswersAllCallers_AndTellsItsCasts() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = 1 });
        Task<CallResult<Pid>>[] calls = [.. Enumerable.Range(0, 3).Select(i => pool.TryCallAsync(new Job.Do($"{i}", Second)).AsTask())];
        await pool.CastAsync(new Job.Note("cast"));
        pool.Pid.Exit(ExitReason.Kill);

        Assert.All(await Task.WhenAll(calls), static call => Assert.Equal(ExitReason.Killed, call.Failure!.Reason));
        Assert.Equal(new Job.Note("cast"), Assert.Single(test.Simulation.DeadLetters).Message);
        await test.Runtime.FindAsync("pool");
        Assert.NotEqual(Pid.None, await pool.CallAsync(new Job.Do("again")));
    });

    [Fact]
    public void WorkerThatAsksItsOwnPool_ClosesNoCircle() => Simulation.Test(static async test =>
    {
        PoolRef<Job> pool = PoolRef<Job>.ForName(test.Runtime, "pool");
        await test.StartSupervisedAsync(WorkerPool.Child("pool", () => new AskingWorker(pool), new() { Size = 2 }));

        Assert.NotEqual(Pid.None, await pool.CallAsync(new Job.Do("outer")));
        Assert.Empty(test.Simulation.Reports.OfType<Report.CallCycle>());
    }, new SimulationOptions { Runtime = new() { CallCycles = CallCyclePolicy.Fail } });

    [Fact]
    public void Options_ThatCannotBe_AreRefused()
    {
        Func<GenServer<Job>> create = static () => new JobWorker(new());
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Child("pool", create, new() { Size = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Child("pool", create, new() { Queue = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Child("pool", create, new() { WhenFull = MailboxFullMode.DropOldest }));
        Assert.Throws<ArgumentException>(() => WorkerPool.Child("pool", create, new() { Routing = PoolRouting.ByKey }));
        Assert.Throws<SupervisorSpecException>(() => WorkerPool.Child("pool", create, new() { Workers = static workers => workers.Intensity(-1, Second) }));
    }

    [Theory]
    [InlineData(PoolRouting.ByKey)]
    [InlineData(PoolRouting.Sticky)]
    public void Key_ThatCannotBeMade_FailsThatCallAndNoOther(PoolRouting routing) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new()
        {
            Size = 1,
            Routing = routing,
            Key = static job => job switch { Job.Do { Name: "none" } => null!, Job.Do work => work.Name, _ => throw new FormatException("no key") },
        });
        Pid queue = pool.Pid;
        Task<Pid> other = pool.CallAsync(new Job.Do("a", Second)).AsTask();

        CallFailedException refused = await Assert.ThrowsAsync<CallFailedException>(async () => await pool.CastAsync(new Job.Note("b")));
        Assert.Contains("no key", refused.Message, StringComparison.Ordinal);
        Assert.Contains("PoolOptions.Key", (await pool.TryCallAsync(new Job.Do("none"))).Failure!.Detail, StringComparison.Ordinal);
        Assert.NotEqual(Pid.None, await other);
        Assert.Equal(queue, pool.Pid);
    });

    [Theory]
    [InlineData(PoolRouting.FirstFree)]
    [InlineData(PoolRouting.Sticky)]
    public void FullQueue_OfCallersThatHaveGivenUp_HasRoom(PoolRouting routing) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(
            test, new() { Size = 1, Queue = 2, Routing = routing, Key = static job => ((Job.Do)job).Name });
        Task<Pid> first = pool.CallAsync(new Job.Do("1", Second * 60), Timeout.InfiniteTimeSpan).AsTask();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(CallFailureCause.Timeout, (await pool.TryCallAsync(new Job.Do("late"), Second)).Failure!.Cause);
        }

        Task<Pid> last = pool.CallAsync(new Job.Do("last"), Timeout.InfiniteTimeSpan).AsTask();
        Assert.Equal(await first, await last);
        Assert.Equal(["1", "last"], diary.Begun);
    });

    [Fact]
    public void Senders_WhoGaveUpWaitingForAPlace_AreForgotten() => Simulation.Test(static async test =>
    {
        (PoolRef<Job> pool, _) = await StartAsync(test, new() { Size = 1, Queue = 0, WhenFull = MailboxFullMode.Wait });
        Task<Pid> first = pool.CallAsync(new Job.Do("1", Second * 60), Timeout.InfiniteTimeSpan).AsTask();
        for (int i = 0; i < 10; i++)
        {
            await pool.TryCallAsync(new Job.Do("late"), Second);
        }

        Assert.Equal(new PoolInfo(1, 1, 1, 0, 0), await pool.InfoAsync());
        await first;
    });

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    public void Senders_WhoGaveUpBehindOneWhoDoesNot_AreForgotten(int? queue) => Simulation.Test(async test =>
    {
        (PoolRef<Job> pool, JobWorker.Diary diary) = await StartAsync(test, new() { Size = 1, Queue = queue, WhenFull = MailboxFullMode.Wait });
        Task<Pid>[] patient = [.. Enumerable.Range(0, 2).Select(i => pool.CallAsync(new Job.Do($"{i}", Second * 600), Timeout.InfiniteTimeSpan).AsTask())];
        for (int i = 0; i < 300; i++)
        {
            await pool.TryCallAsync(new Job.Do("late"), Second);
        }

        PoolInfo info = await pool.InfoAsync();
        Assert.InRange(info.Waiting + info.Outside, 1, 150);
        await Task.WhenAll(patient);
        Assert.Equal(["0", "1"], diary.Begun);
        Assert.Equal(new PoolInfo(1, 1, 0, 0, 0), await pool.InfoAsync());
    });

    internal static async Task<(PoolRef<Job> Pool, JobWorker.Diary Diary)> StartAsync(TestProcess test, PoolOptions<Job> options)
    {
        JobWorker.Diary diary = new();
        await test.StartSupervisedAsync(WorkerPool.Child("pool", () => new JobWorker(diary), options));
        return (PoolRef<Job>.ForName(test.Runtime, "pool"), diary);
    }

    private sealed class AskingWorker(PoolRef<Job> pool) : GenServer<Job>
    {
        protected override async ValueTask HandleAsync(Job message)
        {
            Job.Do work = (Job.Do)message;
            Reply(work, work.Name == "outer" ? await pool.CallAsync(new Job.Do("inner")) : Self);
        }
    }
}
