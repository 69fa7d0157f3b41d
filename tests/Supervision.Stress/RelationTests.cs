namespace Supervision.Stress;

/// <summary>Links and monitors while everybody dies.</summary>
public sealed class RelationTests
{
    [Fact]
    [Trait("Bug", "10")]
    public async Task Monitors_RacingWithDeath_FireExactlyOnce()
    {
        const int Watchers = 3;
        const int Batch = 500;
        int rounds = Load.Times(20);
        await using ProcessRuntime runtime = new();
        for (int round = 0; round < rounds; round++)
        {
            using Barrier start = new(Watchers + 1);
            Pid[] targets = [.. Enumerable.Range(0, Batch).Select(_ => runtime.Spawn(context => context.ReceiveAsync<string>().AsTask()))];
            Task<ExitReason>[] ends = [.. Enumerable.Range(0, Watchers).Select(_ => runtime.Spawn(async context =>
            {
                start.SignalAndWait();
                HashSet<MonitorRef> pending = [.. targets.Select(context.Monitor)];
                while (pending.Count > 0)
                {
                    Signal.Down down = await context.ReceiveAsync<Signal.Down>();
                    Assert.True(pending.Remove(down.Monitor), "a second notice of one monitor");
                    Assert.True(down.Reason == ExitReason.Killed || down.Reason == ExitReason.NoProcess || down.Reason == ExitReason.Normal);
                }

                Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
            }).WaitForExitAsync(TestContext.Current.CancellationToken))];
            await Load.OnThreads(1, _ =>
            {
                start.SignalAndWait();
                for (int i = 0; i < Batch; i++)
                {
                    if (i % 2 == 0)
                    {
                        targets[i].Exit(ExitReason.Kill);
                    }
                    else
                    {
                        targets[i].Send("end");
                    }
                }
            }).InTime();
            Assert.All(await Task.WhenAll(ends).InTime(), reason => Assert.Equal(ExitReason.Normal, reason));
        }
    }

    [Fact]
    [Trait("Bug", "14")]
    [Trait("Bug", "16")]
    public async Task Processes_RelatingAndKillingAtRandom_AlwaysMakeProgressAndAgreeInTheEnd()
    {
        const int Population = 64;
        int operations = Load.Times(200_000);
        int done = 0;
        bool settle = false;
        Pid[] pids = new Pid[Population];
        await using ProcessRuntime runtime = new();
        async Task Live(ProcessContext context, int seed)
        {
            Random random = new(seed);
            context.TrapExits = random.Next(2) == 0;
            List<MonitorRef> monitors = [];
            while (!Volatile.Read(ref settle))
            {
                Act(context, random, monitors, pids);
                Interlocked.Increment(ref done);
                while (await context.TryReceiveAsync<object>(TimeSpan.Zero) is not null)
                {
                }
            }

            while (true)
            {
                await context.ReceiveAsync<object>();
            }
        }

        async Task Replace(int slot)
        {
            for (int life = 0; !Volatile.Read(ref settle); life++)
            {
                Pid pid = runtime.Spawn(context => Live(context, (slot * 1_000_003) + life));
                pids[slot] = pid;
                await pid.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        Task[] keepers = [.. Enumerable.Range(0, Population).Select(slot => Task.Run(() => Replace(slot), TestContext.Current.CancellationToken))];
        await AlwaysProgress(() => Volatile.Read(ref done), operations);
        Volatile.Write(ref settle, true);
        await AssertLinksAgree(runtime);
        KillAll(runtime);
        await Task.WhenAll(keepers).InTime();
        KillAll(runtime);
        await Load.UntilAsync(() => runtime.ProcessCount == 0, "everybody is gone");
    }

    [Fact]
    [Trait("Bug", "15")]
    public async Task ChainOfLinks_KilledAtOneEnd_DiesToTheOther()
    {
        int length = Load.Processes(1_000_000);
        TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ProcessRuntime runtime = new();
        Task Body(ProcessContext context, int left)
        {
            if (left == 0)
            {
                built.SetResult();
            }
            else
            {
                context.SpawnLink(next => Body(next, left - 1));
            }

            return context.ReceiveAsync<object>().AsTask();
        }

        Pid first = runtime.Spawn(context => Body(context, length - 1));
        await built.Task.InTime();
        Assert.Equal(length, runtime.ProcessCount);
        long since = TimeProvider.System.GetTimestamp();
        first.Exit(ExitReason.Kill);
        await Load.UntilAsync(() => runtime.ProcessCount == 0, "the whole chain is dead");
        Load.Print($"chain of {length} links: dead in {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.00} s");
    }

    [Fact]
    [Trait("Bug", "15")]
    public async Task StarOfLinks_HubKilled_AllDie()
    {
        int leaves = Load.Processes(1_000_000);
        TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ProcessRuntime runtime = new();
        Pid hub = runtime.Spawn(context =>
        {
            for (int i = 0; i < leaves; i++)
            {
                context.SpawnLink(static leaf => leaf.ReceiveAsync<object>().AsTask());
            }

            built.SetResult();
            return context.ReceiveAsync<object>().AsTask();
        });
        await built.Task.InTime();
        await Load.UntilAsync(() => runtime.ProcessCount == leaves + 1, "all are there");
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        long since = TimeProvider.System.GetTimestamp();
        TimeSpan worst = TimeSpan.Zero;
        hub.Exit(ExitReason.Kill);
        while (runtime.ProcessCount > 1)
        {
            long asked = TimeProvider.System.GetTimestamp();
            await server.CallAsync(new Job.Echo(1), Load.HangLimit);
            TimeSpan answered = TimeProvider.System.GetElapsedTime(asked);
            worst = answered > worst ? answered : worst;
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Load.HangLimit, $"{runtime.ProcessCount} still live");
        }

        Load.Print($"star of {leaves} links: dead in {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.00} s; slowest call meanwhile {worst.TotalMilliseconds:0.0} ms");
    }

    private static void KillAll(ProcessRuntime runtime)
    {
        foreach (Pid pid in runtime.Processes())
        {
            pid.Exit(ExitReason.Kill);
        }
    }

    private static void Act(ProcessContext context, Random random, List<MonitorRef> monitors, Pid[] pids)
    {
        Pid other = pids[random.Next(pids.Length)];
        switch (random.Next(20))
        {
            case < 6:
                context.Link(other);
                break;
            case < 10:
                context.Unlink(other, flush: random.Next(2) == 0);
                break;
            case < 14:
                monitors.Add(context.Monitor(other));
                break;
            case < 17 when monitors.Count > 0:
                context.Demonitor(monitors[^1]);
                monitors.RemoveAt(monitors.Count - 1);
                break;
            case 17:
                context.SpawnLink(static _ => Task.CompletedTask);
                break;
            case 18:
                other.Exit(random.Next(3) switch { 0 => ExitReason.Kill, 1 => ExitReason.Normal, _ => new ExitReason.Custom("at random") });
                break;
            default:
                other.Send("hello");
                break;
        }
    }

    private static async Task AlwaysProgress(Func<int> done, int until)
    {
        int seen = -1;
        long since = TimeProvider.System.GetTimestamp();
        while (done() < until)
        {
            await Load.PauseAsync(20);
            int now = done();
            if (now != seen)
            {
                seen = now;
                since = TimeProvider.System.GetTimestamp();
            }

            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20), $"no progress after {seen} operations");
        }
    }

    /// <summary>Nobody acts any more: once the last signals have arrived, either both ends have a link or neither.</summary>
    private static async Task AssertLinksAgree(ProcessRuntime runtime)
    {
        string? disagreement = "";
        long since = TimeProvider.System.GetTimestamp();
        while (disagreement is not null && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(10))
        {
            await Load.PauseAsync(50);
            ProcessInfo?[] infos = await Task.WhenAll(runtime.Processes().Select(runtime.InfoAsync)).InTime();
            HashSet<(Pid, Pid)> links = [.. from info in infos where info is not null from peer in info.Links select (info.Pid, peer)];
            disagreement = links.Where(link => !links.Contains((link.Item2, link.Item1)))
                .Select(link => $"{link.Item1} is linked to {link.Item2}, which does not know it").FirstOrDefault();
        }

        Assert.Null(disagreement);
    }
}
