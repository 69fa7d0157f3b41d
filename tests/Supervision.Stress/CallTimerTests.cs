namespace Supervision.Stress;

/// <summary>Timers of calls stay in the queue for the next call; each call times out when it should, and nothing is kept for long.</summary>
public sealed class CallTimerTests
{
    [Fact]
    public async Task Calls_ManyAtOnceWithAFarLimit_LeaveNoTimer()
    {
        const int AtOnce = 20_000;
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        await CallAtOnce(server, AtOnce);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int i = 0; i < Load.Times(4); i++)
        {
            await CallAtOnce(server, AtOnce);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        Load.Print($"{Load.Times(4)} times {AtOnce} calls left {after - before} bytes");
        Assert.Equal(0, runtime.TimerCount);
        Assert.True(after - before < AtOnce * 50, $"{after - before} bytes are left");
    }

    [Fact]
    public async Task Call_AfterOneWithAFarLimit_TimesOutByItsOwn()
    {
        await using ProcessRuntime runtime = new();
        ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
        ServerRef<Job> busy = await runtime.StartServerAsync(() => new Worker());
        TaskCompletionSource release = new();
        busy.Cast(new Job.Run(async _ => await release.Task));
        async Task CallBoth()
        {
            for (int i = 0; i < Load.Times(50); i++)
            {
                Assert.Equal(i, await server.CallAsync(new Job.Echo(i), TimeSpan.FromHours(1)));
                CallResult<int> late = await busy.TryCallAsync(new Job.Echo(i), TimeSpan.FromMilliseconds(2));
                Assert.Equal(CallFailureCause.Timeout, late.Failure?.Cause);
            }
        }

        await Task.Run(CallBoth, TestContext.Current.CancellationToken).InTime();
        Assert.Equal(ExitReason.Normal, await runtime.Spawn(_ => CallBoth()).WaitForExitAsync(TestContext.Current.CancellationToken).InTime());
        release.SetResult();
        Assert.Equal(0, runtime.TimerCount);
    }

    [Fact]
    public async Task Call_AfterOneInAnotherRuntime_TimesOutThere()
    {
        for (int i = 0; i < Load.Times(20); i++)
        {
            TaskCompletionSource release = new();
            await using ProcessRuntime runtime = new();
            ServerRef<Job> server = await runtime.StartServerAsync(() => new Worker());
            Assert.Equal(i, await server.CallAsync(new Job.Echo(i), TimeSpan.FromMilliseconds(50)).AsTask().InTime());
            server.Cast(new Job.Run(async _ => await release.Task));
            CallResult<int> late = await server.TryCallAsync(new Job.Echo(i), TimeSpan.FromMilliseconds(60)).AsTask().InTime();
            Assert.Equal(CallFailureCause.Timeout, late.Failure?.Cause);
            release.SetResult();
        }
    }

    private static async Task CallAtOnce(ServerRef<Job> server, int calls)
    {
        Task<int>[] waiting = [.. Enumerable.Range(0, calls).Select(i => server.CallAsync(new Job.Echo(i), TimeSpan.FromHours(1)).AsTask())];
        Assert.Equal(Enumerable.Range(0, calls), await Task.WhenAll(waiting).InTime());
    }
}
