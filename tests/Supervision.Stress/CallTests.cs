namespace Supervision.Stress;

/// <summary>Every call ends, with its own answer or with a reason, and leaves nothing behind.</summary>
public sealed class CallTests
{
    [Fact]
    [Trait("Bug", "3")]
    public async Task Calls_ToServersThatDieAtRandom_AllEnd()
    {
        int deaths = Load.Times(300);
        bool stop = false;
        long replies = 0;
        long failures = 0;
        await using ProcessRuntime runtime = new();
        ServerRef<Job> target = ServerRef<Job>.ForName(runtime, "mortal");
        async Task CallUntilStopped()
        {
            Random random = new(1);
            while (!Volatile.Read(ref stop))
            {
                int token = random.Next();
                CallResult<int> result = await target.TryCallAsync(new Job.Echo(token), Timeout.InfiniteTimeSpan);
                if (result.IsReply)
                {
                    Assert.Equal(token, result.Reply);
                    Interlocked.Increment(ref replies);
                }
                else
                {
                    Assert.True(result.Failure.Cause is CallFailureCause.NoProcess or CallFailureCause.ServerEnded, result.Failure.Detail);
                    Interlocked.Increment(ref failures);
                }
            }
        }

        Task[] outside = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(CallUntilStopped, TestContext.Current.CancellationToken))];
        Pid[] inside = [.. Enumerable.Range(0, 4).Select(_ => runtime.Spawn(_ => CallUntilStopped()))];
        Task<ExitReason>[] ends = [.. inside.Select(pid => pid.WaitForExitAsync(TestContext.Current.CancellationToken))];
        Random chance = new(7);
        for (int i = 0; i < deaths; i++)
        {
            ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker(), new ServerOptions { Name = "mortal" }).InTime();
            Load.Spin(chance.Next(20_000));
            End(server, i % 3);
            await server.Pid.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(outside).InTime();
        Assert.All(await Task.WhenAll(ends).InTime(), reason => Assert.Equal(ExitReason.Normal, reason));
        Assert.True(replies > deaths && failures > deaths, $"{replies} replies, {failures} failures");
    }

    [Fact]
    [Trait("Bug", "25")]
    public async Task Calls_WithUniqueTokens_GetTheirOwnReplies()
    {
        const int Callers = 4;
        int each = Load.Times(50_000);
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        async Task CallMany(int caller)
        {
            for (int i = 0; i < each; i++)
            {
                int token = (i * Callers) + caller;
                Assert.Equal(token, await server.CallAsync(new Job.Echo(token)));
            }
        }

        Task<ExitReason>[] inside = [.. Enumerable.Range(0, Callers / 2).Select(caller =>
            runtime.Spawn(_ => CallMany(caller)).WaitForExitAsync(TestContext.Current.CancellationToken))];
        Task[] outside = [.. Enumerable.Range(Callers / 2, Callers / 2).Select(caller =>
            Task.Run(() => CallMany(caller), TestContext.Current.CancellationToken))];
        await Task.WhenAll(outside).InTime();
        Assert.All(await Task.WhenAll(inside).InTime(), reason => Assert.Equal(ExitReason.Normal, reason));
        Assert.Equal(0, runtime.TimerCount);
    }

    [Fact]
    [Trait("Bug", "25")]
    public async Task Replies_AtTheMomentOfTheTimeout_AnswerTheirOwnCallOrNone()
    {
        int calls = Load.Times(1_500);
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Late());
        int replies = 0;
        int timeouts = 0;
        async Task CallMany(int seed)
        {
            for (int i = 0; i < calls; i++)
            {
                int token = (seed * calls) + i;
                CallResult<int> result = await server.TryCallAsync(new Job.Echo(token), TimeSpan.FromMilliseconds(1));
                if (result.IsReply)
                {
                    Assert.Equal(token, result.Reply);
                    Interlocked.Increment(ref replies);
                }
                else
                {
                    Assert.Equal(CallFailureCause.Timeout, result.Failure.Cause);
                    Interlocked.Increment(ref timeouts);
                }
            }
        }

        Task<ExitReason> inside = runtime.Spawn(_ => CallMany(1)).WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.Run(() => CallMany(2), TestContext.Current.CancellationToken).InTime();
        Assert.Equal(ExitReason.Normal, await inside.InTime());
        await server.StopAsync().InTime();
        Load.Print($"replies at the timeout: {replies} in time, {timeouts} late");
        Assert.Equal(2 * calls, replies + timeouts);
        Assert.Equal(0, runtime.TimerCount);
    }

    [Fact]
    [Trait("Bug", "26")]
    public async Task Calls_AnsweredLateOrNever_LeaveNothing()
    {
        int calls = Load.Times(60_000);
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> busy = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> gone = await runtime.StartServerAsync(() => new Worker());
        await gone.StopAsync();
        await CallThree(1_000, server, busy, gone);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await CallThree(calls, server, busy, gone);

        long after = GC.GetTotalMemory(forceFullCollection: true);
        Load.Print($"{3 * calls} calls left {after - before} bytes");
        Assert.Equal(0, runtime.TimerCount);
        Assert.True(after - before < 100_000, $"{after - before} bytes are left of {3 * calls} calls");
    }

    private static void End(ServerRef<Job> server, int how)
    {
        switch (how)
        {
            case 0:
                server.Pid.Exit(ExitReason.Kill);
                break;
            case 1:
                server.Cast(new Job.Run(_ => throw new InvalidOperationException("dies")));
                break;
            default:
                server.Cast(new Job.Run(async context =>
                {
                    await Task.Yield();
                    context.Exit(new ExitReason.Custom("leaves"));
                }));
                break;
        }
    }

    /// <summary>A third is answered, a third times out in a server that is suspended, a third finds nobody.</summary>
    private static async Task CallThree(int calls, ServerRef<Job> server, ServerRef<Job> busy, ServerRef<Job> gone)
    {
        const int Batch = 1_000;
        Task[] waiting = new Task[Batch];
        for (int done = 0; done < calls; done += Batch)
        {
            TaskCompletionSource release = new();
            busy.Cast(new Job.Run(async _ => await release.Task));
            for (int i = 0; i < Batch; i++)
            {
                waiting[i] = busy.TryCallAsync(new Job.Echo(i), TimeSpan.FromMilliseconds(1)).AsTask();
                Assert.Equal(i, await server.CallAsync(new Job.Echo(i)));
                Assert.False((await gone.TryCallAsync(new Job.Echo(i))).IsReply);
            }

            await Task.WhenAll(waiting).InTime();
            release.SetResult();
            await busy.CallAsync(new Job.Echo(0));
        }
    }

    /// <summary>Answers about as late as its callers are willing to wait.</summary>
    private sealed class Late : Worker
    {
        private readonly Random _random = new(3);

        protected override ValueTask HandleAsync(Job message)
        {
            long since = TimeProvider.System.GetTimestamp();
            double wait = _random.NextDouble() * 1.2;
            while (TimeProvider.System.GetElapsedTime(since).TotalMilliseconds < wait)
            {
                Load.Spin(50);
            }

            return base.HandleAsync(message);
        }
    }
}
