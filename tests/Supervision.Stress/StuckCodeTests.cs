using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>Code that does not come back: it is diagnosed, its process ends without it, and it cannot act any more.</summary>
public sealed class StuckCodeTests : IDisposable
{
    private static readonly TimeSpan AbandonAfter = TimeSpan.FromMilliseconds(600);

    private readonly ConcurrentQueue<Report> _reports = new();
    private readonly ManualResetEventSlim _release = new(false);

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
    }

    [Fact]
    [Trait("Bug", "20")]
    public async Task Handler_BlocksOnItsOwnContinuation_IsDiagnosedAndCanBeKilled()
    {
        await using ProcessRuntime runtime = NewRuntime();
        ServerRef<Job> other = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        server.Cast(new Job.Run(_ =>
        {
#pragma warning disable VSTHRD002 // The mistake is what the test is about.
            OnlyThisProcessCanCompleteAsync().Wait();
#pragma warning restore VSTHRD002
            return default;
        }));
        long since = TimeProvider.System.GetTimestamp();
        await Load.UntilAsync(() => _reports.OfType<Report.LongTurn>().Any(), "a report of the long turn");

        Report.LongTurn report = Assert.Single(_reports.OfType<Report.LongTurn>());
        Assert.Equal(server.Pid, report.Pid);
        Assert.True(report.BlocksItself);
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        Assert.Equal(5, await other.CallAsync(new Job.Echo(5)).AsTask().InTime());
        await AssertKilledWithin(server.Pid, AbandonAfter);

        // Its continuation runs outside of the dead process then, and frees the thread.
        await Load.UntilAsync(() => runtime.StragglerCount == 0, "the thread comes back");
    }

    [Fact]
    public async Task DisposalOfWhatNoChildTook_Blocks_ItsSupervisorCanBeKilled()
    {
        await using ProcessRuntime runtime = NewRuntime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static _ => { }));
        BlockingOwner owner = new(_release);
        Task<ChildResult> start = root.StartChildAsync(new ChildSpec("a", context =>
        {
            context.Own(owner);
            return new ValueTask<StartResult>(new StartResult.Ignored());
        }));
        await Load.UntilAsync(() => owner.IsDisposing, "the disposal");

        await AssertKilledWithin(root.Pid, AbandonAfter);
        await Assert.ThrowsAsync<CallFailedException>(() => start.InTime());
        _release.Set();
        await Load.UntilAsync(() => runtime.StragglerCount == 0, "the thread comes back");
    }

    [Fact]
    [Trait("Bug", "20")]
    public async Task Handler_BlocksOnItsOwnCall_IsDiagnosed()
    {
        await using ProcessRuntime runtime = NewRuntime();
        ServerRef<Job> other = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        server.Cast(new Job.Run(_ =>
        {
#pragma warning disable VSTHRD002 // The mistake is what the test is about.
            other.CallAsync(new Job.Echo(1)).AsTask().Wait();
#pragma warning restore VSTHRD002
            return default;
        }));
        await Load.UntilAsync(() => _reports.OfType<Report.LongTurn>().Any(), "a report of the long turn");

        Assert.True(_reports.OfType<Report.LongTurn>().First().BlocksItself);
        await AssertKilledWithin(server.Pid, AbandonAfter);
    }

    [Fact]
    public async Task CodeOfAProcessThatWasGivenUp_IsReportedAsALongTurnNoMore()
    {
        await using ProcessRuntime runtime = NewRuntime();
        ServerRef<Job> givenUp = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> later = await runtime.StartServerAsync(() => new Worker());
        givenUp.Cast(new Job.Run(BlockAsync));
        await Load.UntilAsync(() => IsStuck, "the handler blocks its thread");
        await AssertKilledWithin(givenUp.Pid, AbandonAfter);

        // When this one has been stuck for long enough, the other has been for longer.
        later.Cast(new Job.Run(BlockAsync));
        await Load.UntilAsync(() => _reports.OfType<Report.LongTurn>().Any(report => report.Pid == later.Pid), "a report of the long turn");
        _release.Set();

        // Once at most, before it was given up: then it still had a name.
        Report.LongTurn[] before = [.. _reports.OfType<Report.LongTurn>().Where(report => report.Pid == givenUp.Pid)];
        Assert.InRange(before.Length, 0, 1);
        Assert.All(before, static report => Assert.Equal("Worker", report.Label));
        Assert.Single(_reports.OfType<Report.StragglerAbandoned>());

        ValueTask BlockAsync(ProcessContext context)
        {
            IsStuck = true;
            _release.Wait(CancellationToken.None);
            return default;
        }
    }

    [Theory]
    [InlineData("spins")]
    [InlineData("sleeps")]
    [InlineData("awaits for ever")]
    [InlineData("blocks after an await")]
    [Trait("Bug", "21")]
    public async Task Handler_NeverReturns_ProcessIsDeclaredDeadWithoutIt(string how)
    {
        await using ProcessRuntime runtime = NewRuntime();
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ConcurrentQueue<object> received = new();
        bool ranFinally = false;
        Exception? refused = null;
        Pid receiver = runtime.Spawn(async context =>
        {
            while (true)
            {
                received.Enqueue(await context.ReceiveAsync<object>());
            }
        });
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker(), new ServerOptions { Name = "stuck" });
        ValueTask<CallResult<int>> call = server.TryCallAsync(
            new Job.Compute(async context =>
            {
                try
                {
                    await GetStuckAsync(how, released.Task);
                    return 1;
                }
                finally
                {
                    receiver.Send("sent by a straggler");
                    refused = Record.Exception(() => context.Monitor(receiver));
                    ranFinally = true;
                }
            }),
            Timeout.InfiniteTimeSpan);
        ValueTask<CallResult<int>> queued = server.TryCallAsync(new Job.Echo(2), Timeout.InfiniteTimeSpan);
        await Load.UntilAsync(() => IsStuck, "the handler has begun");

        await AssertKilledWithin(server.Pid, AbandonAfter);

        Assert.Equal(Pid.None, runtime.Find("stuck"));
        Assert.Equal(1, runtime.StragglerCount);
        Assert.Equal(server.Pid, Assert.Single(_reports.OfType<Report.StragglerAbandoned>()).Pid);
        Assert.Equal(CallFailureCause.ServerEnded, (await call.AsTask().InTime()).Failure?.Cause);
        Assert.Equal(CallFailureCause.ServerEnded, (await queued.AsTask().InTime()).Failure?.Cause);
        Assert.False(ranFinally);
        _release.Set();
        released.SetResult();
        await Load.UntilAsync(() => runtime.StragglerCount == 0, "the straggler ends");
        Assert.True(ranFinally);
        Assert.IsType<ProcessExitException>(refused);
        Assert.Empty(received);
        Assert.Equal(server.Pid, Assert.Single(_reports.OfType<Report.StragglerEnded>()).Pid);
    }

    [Fact]
    [Trait("Bug", "21")]
    public async Task Body_NeverPauses_IsDeclaredDead()
    {
        await using ProcessRuntime runtime = NewRuntime();
        Pid busy = runtime.Spawn(async _ =>
        {
            IsStuck = true;
            while (!_release.IsSet)
            {
                await Task.Yield();
            }
        });

        await Load.UntilAsync(() => IsStuck, "the body has begun");

        await AssertKilledWithin(busy, AbandonAfter);

        Assert.Equal(1, runtime.StragglerCount);
        _release.Set();
        await Load.UntilAsync(() => runtime.StragglerCount == 0, "the straggler ends");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Bug", "21")]
    public async Task CodeThatBlocksAndThenAwaits_IsAStragglerUntilItHasEnded(bool asServer)
    {
        TaskCompletionSource returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ProcessRuntime runtime = NewRuntime();
        async Task BlockThenAwaitAsync()
        {
            IsStuck = true;
            _release.Wait(CancellationToken.None);
            returned.SetResult();
            await released.Task;
        }

        Pid pid;
        if (asServer)
        {
            ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
            server.Cast(new Job.Run(async _ => await BlockThenAwaitAsync()));
            pid = server.Pid;
        }
        else
        {
            pid = runtime.Spawn(_ => BlockThenAwaitAsync());
        }

        await Load.UntilAsync(() => IsStuck, "the code has begun");
        await AssertKilledWithin(pid, AbandonAfter);
        _release.Set();
        await returned.Task.InTime();
        await Load.PauseAsync(50);

        Assert.Equal(1, runtime.StragglerCount);
        released.SetResult();
        await Load.UntilAsync(() => runtime.StragglerCount == 0, "the straggler ends");
    }

    [Fact]
    [Trait("Bug", "22")]
    public async Task Handlers_EndAboutWhenTheyAreAbandoned_HaveOneOwner()
    {
        int rounds = Load.Times(1_500);
        int stragglers = 0;
        Random random = new(5);
        await using ProcessRuntime runtime = NewRuntime(TimeSpan.FromMilliseconds(1));
        for (int i = 0; i < rounds; i++)
        {
            int inside = 0;
            TaskCompletionSource begun = new();
            TimeSpan work = TimeSpan.FromMilliseconds(random.NextDouble() * 2);
            ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
            server.Cast(new Job.Run(async _ =>
            {
                Interlocked.Increment(ref inside);
                begun.SetResult();
                await SpinOffAsync(work);
                Interlocked.Decrement(ref inside);
            }));
            await begun.Task.InTime();
            Task<ExitReason> ended = server.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);
            server.Pid.Exit(ExitReason.Kill);
            Assert.Equal(ExitReason.Killed, await ended.InTime());

            // Whoever hears of the death may start a successor: the code is over, or it was said that it is not.
            bool told = _reports.OfType<Report.StragglerAbandoned>().Any();
            Assert.True(told || Volatile.Read(ref inside) == 0, $"round {i}: dead without a word while its code runs");
            stragglers += told ? 1 : 0;
            _reports.Clear();
        }

        await Load.UntilAsync(() => runtime.StragglerCount == 0, "all stragglers end");
        Load.Print($"abandoned {stragglers} of {rounds}");
    }

    private static async Task SpinOffAsync(TimeSpan work)
    {
        await Task.Run(() =>
        {
            long since = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(since) < work)
            {
                Load.Spin(20);
            }
        });
    }

    [Fact]
    [Trait("Bug", "22")]
    public async Task ThreadsComeBackAboutWhenTheyAreSeized_ProcessesHaveOneOwner()
    {
        const int Processes = 24;
        int rounds = Load.Times(3);
        await using ProcessRuntime runtime = NewRuntime(TimeSpan.Zero);
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Processes + 8, ports);
        for (int round = 0; round < rounds; round++)
        {
            _reports.Clear();
            using CountdownEvent begun = new(Processes);
            Pid[] pids = [.. Enumerable.Range(0, Processes).Select(index => runtime.Spawn(context =>
            {
                begun.Signal();

                // The watch looks every 250 ms; the threads return around its second look.
#pragma warning disable RS0030 // The code that is stuck is what the test is about.
                Thread.Sleep(400 + (index * 7));
#pragma warning restore RS0030
                return Task.CompletedTask;
            }))];
            Assert.True(begun.Wait(Load.HangLimit));
            foreach (Pid pid in pids)
            {
                pid.Exit(ExitReason.Kill);
            }

            foreach (Pid pid in pids)
            {
                ExitReason reason = await pid.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();

                // Normal for one that came back before the watch had seen the order.
                Assert.True(reason == ExitReason.Killed || reason == ExitReason.Normal || reason == ExitReason.NoProcess, reason.ToString());
            }

            await Load.UntilAsync(() => runtime.StragglerCount == 0 && runtime.ProcessCount == 0, "all threads are back");
            int abandoned = _reports.OfType<Report.StragglerAbandoned>().Count();
            Assert.Equal(abandoned, _reports.OfType<Report.StragglerEnded>().Count());
            Load.Print($"seized {abandoned} of {Processes}");
        }

        ThreadPool.SetMinThreads(workers, ports);
    }

    private bool IsStuck { get; set; }

    private async Task GetStuckAsync(string how, Task released)
    {
        switch (how)
        {
            case "spins":
                IsStuck = true;
                while (!_release.IsSet)
                {
                }

                break;
            case "sleeps":
                IsStuck = true;
                _release.Wait(CancellationToken.None);
                break;
            case "awaits for ever":
                IsStuck = true;
                await released;
                break;
            default:
                await Task.Yield();
                IsStuck = true;
                _release.Wait(CancellationToken.None);
                break;
        }
    }

    private static async Task OnlyThisProcessCanCompleteAsync() => await Task.Yield();

    private static async Task AssertKilledWithin(Pid pid, TimeSpan limit)
    {
        long since = TimeProvider.System.GetTimestamp();
        Task<ExitReason> ended = pid.WaitForExitAsync(TestContext.Current.CancellationToken);
        pid.Exit(ExitReason.Kill);
        Assert.Equal(ExitReason.Killed, await ended.InTime());

        // The watch looks four times a second; the rest is for machines that are busy.
        Assert.True(TimeProvider.System.GetElapsedTime(since) < limit + TimeSpan.FromSeconds(2));
    }

    private ProcessRuntime NewRuntime(TimeSpan? abandonAfter = null) =>
        new(new ProcessRuntimeOptions { OnReport = _reports.Enqueue, AbandonAfter = abandonAfter ?? AbandonAfter });

    private sealed class BlockingOwner(ManualResetEventSlim release) : IAsyncDisposable
    {
        private volatile bool _isDisposing;

        internal bool IsDisposing => _isDisposing;

        public ValueTask DisposeAsync()
        {
            _isDisposing = true;
            release.Wait();
            return default;
        }
    }
}
