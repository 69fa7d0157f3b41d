namespace Supervision.Stress;

/// <summary>A thread pool that has little or nothing left.</summary>
public sealed class PoolTests
{
    [Fact]
    [Trait("Bug", "7")]
    public async Task OnePoolThread_WithBusyProcesses_ServesAHeartbeatInTime()
    {
        TimeSpan beat = TimeSpan.FromMilliseconds(100);
        TimeSpan worst = TimeSpan.Zero;
        bool stop = false;
        long busy = 0;
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { AbandonAfter = TimeSpan.FromSeconds(1) });
        Pid flooded = runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
            }
        });
        Pid signalled = runtime.Spawn(static context => context.ReceiveAsync<string>().AsTask());
        Task flood = Load.OnThreads(1, _ =>
        {
            while (!Volatile.Read(ref stop))
            {
                flooded.Send("full");
                signalled.Exit(ExitReason.Normal);
                busy++;
                Load.Spin(100);
            }
        });
        Pid heartbeat;
        using (new FewThreads(1))
        {
            StartPingPong(runtime);
            StartPingPong(runtime);
            StartSelfSender(runtime);
            StartYielder(runtime);
            heartbeat = runtime.Spawn(async context =>
            {
                for (int i = 0; i < 20; i++)
                {
                    long asked = TimeProvider.System.GetTimestamp();
                    await context.TryReceiveAsync<object>(beat);
                    TimeSpan late = TimeProvider.System.GetElapsedTime(asked) - beat;
                    worst = late > worst ? late : worst;
                }
            });
            await heartbeat.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();
            Volatile.Write(ref stop, true);
            await flood.InTime();
            await runtime.StopAsync(TestContext.Current.CancellationToken).InTime();
        }

        Load.Print($"one pool thread: heartbeat late by at most {worst.TotalMilliseconds:0} ms, {busy} messages of a flood meanwhile");
        Assert.True(worst < TimeSpan.FromMilliseconds(500), $"late by {worst}");
    }

    [Fact]
    [Trait("Bug", "28")]
    public async Task JammedPool_TimeoutsStillFire_AndLongTurnsAreTold()
    {
        using ManualResetEventSlim told = new();
        using ManualResetEventSlim release = new();
        using CountdownEvent stuck = new(3);
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions
        {
            OnReport = report =>
            {
                if (report is Report.LongTurn)
                {
                    told.Set();
                }
            },
        });
        ServerRef<Job> idle = await runtime.StartServerAsync(static () => new Worker());
        await runtime.SuspendAsync(idle.Pid);
        using (new FewThreads(4))
        {
            // This test holds the fourth.
            for (int i = 0; i < 3; i++)
            {
                runtime.Spawn(_ =>
                {
                    stuck.Signal();
                    release.Wait(CancellationToken.None);
                    return Task.CompletedTask;
                });
            }

            Assert.True(stuck.Wait(Load.HangLimit, CancellationToken.None), "all pool threads are taken");
            ValueTask<CallResult<int>> call = idle.TryCallAsync(new Job.Echo(1), TimeSpan.FromMilliseconds(50));
            long since = TimeProvider.System.GetTimestamp();
#pragma warning disable RS0030 // The pool is taken: nobody would go on after an await.
            SpinWait.SpinUntil(() => runtime.TimerCount == 0, Load.HangLimit);
#pragma warning restore RS0030
            TimeSpan pushed = TimeProvider.System.GetElapsedTime(since);
            bool wasTold = told.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
            release.Set();
            Assert.Equal(CallFailureCause.Timeout, (await call.AsTask().InTime()).Failure?.Cause);
            Assert.InRange(pushed, TimeSpan.FromMilliseconds(30), TimeSpan.FromSeconds(2));
            Assert.True(wasTold, "no report of a long turn");
        }
    }

    private static void StartPingPong(ProcessRuntime runtime)
    {
        Pid first = runtime.Spawn(static async context =>
        {
            while (true)
            {
                Pid other = await context.ReceiveAsync<Pid>();
                other.Send(context.Self);
            }
        });
        runtime.Spawn(async context =>
        {
            while (true)
            {
                first.Send(context.Self);
                await context.ReceiveAsync<Pid>();
            }
        });
    }

    private static void StartSelfSender(ProcessRuntime runtime) => runtime.Spawn(static async context =>
    {
        while (true)
        {
            context.Self.Send("again");
            await context.ReceiveAsync<string>();
        }
    });

    private static void StartYielder(ProcessRuntime runtime) => runtime.Spawn(static async context =>
    {
        while (!context.CancellationToken.IsCancellationRequested)
        {
            await Task.Yield();
        }
    });

    /// <summary>Leaves that many threads of the pool, blocks the others, and gives all back at the end.</summary>
    private sealed class FewThreads : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();
        private readonly CountdownEvent _gone;
        private readonly (int Workers, int Ports) _min;
        private readonly (int Workers, int Ports) _max;

        internal FewThreads(int left)
        {
            ThreadPool.GetMinThreads(out _min.Workers, out _min.Ports);
            ThreadPool.GetMaxThreads(out _max.Workers, out _max.Ports);
            int all = Math.Max(left, Environment.ProcessorCount);
            Assert.True(ThreadPool.SetMinThreads(1, _min.Ports));
            Assert.True(ThreadPool.SetMaxThreads(all, _max.Ports));
            Assert.True(ThreadPool.SetMinThreads(all, _min.Ports));
            using CountdownEvent blocked = new(all - left);
            _gone = new CountdownEvent(all - left);
            for (int i = left; i < all; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        blocked.Signal();
                        _release.Wait(CancellationToken.None);
                        _gone.Signal();
                    },
                    null);
            }

            Assert.True(blocked.Wait(Load.HangLimit, CancellationToken.None));
        }

        public void Dispose()
        {
            _release.Set();
            ThreadPool.SetMaxThreads(_max.Workers, _max.Ports);
            ThreadPool.SetMinThreads(_min.Workers, _min.Ports);
            _gone.Wait(CancellationToken.None);
            _gone.Dispose();
            _release.Dispose();
        }
    }
}
