namespace Supervision.Stress;

/// <summary>Trees with very many dynamic children.</summary>
public sealed class ScaleTests
{
    [Fact]
    public async Task DynamicChildren_StartDieRestartAndStop_InLinearTime()
    {
        await RunTree(1_000);
        double small = await RunTree(10_000);
        double large = await RunTree(Load.Processes(100_000));

        Load.Print($"time for each child, of {Load.Processes(100_000):N0} against 10,000: {large / small:0.0} times");
        Assert.True(large < 4 * small, "not linear");
    }

    [Fact]
    public async Task IdleServer_Supervised_CostsAtMost450Bytes()
    {
        int count = Load.Processes(200_000);
        await using ProcessRuntime runtime = new();
        DynamicSupervisorRef<int> supervisor = await StartSupervisor(runtime);
        await StartChildren(supervisor, 1_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await StartChildren(supervisor, count);

        double each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        Load.Print($"idle server, supervised: {each:0.0} bytes (over {count})");
        Assert.InRange(each, 1, 450);
        await supervisor.Untyped.StopAsync(ExitReason.Shutdown).InTime();
    }

    /// <summary>Returns the time for each child, relative to others.</summary>
    private static async Task<double> RunTree(int children)
    {
        const int Victims = 1_000;
        await using ProcessRuntime runtime = new();
        DynamicSupervisorRef<int> supervisor = await StartSupervisor(runtime);
        long since = TimeProvider.System.GetTimestamp();
        await StartChildren(supervisor, children);
        TimeSpan started = TimeProvider.System.GetElapsedTime(since);

        Random random = new(1);
        IReadOnlyList<ChildInfo> list = await supervisor.Untyped.ListChildrenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(children, list.Count);
        ChildInfo[] lost = random.GetItems([.. list], Victims).Distinct().ToArray();
        foreach (ChildInfo child in lost)
        {
            child.Pid.Exit(ExitReason.Kill);
        }

        await Load.UntilAsync(() => lost.All(static child => !child.Pid.IsAlive) && runtime.ProcessCount == children + 1, "all are replaced");
        ChildInfo.Counts counts = await supervisor.Untyped.CountChildrenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(children, counts.Active);
        TimeSpan replaced = TimeProvider.System.GetElapsedTime(since);

        await supervisor.Untyped.StopAsync(ExitReason.Shutdown).InTime();
        TimeSpan stopped = TimeProvider.System.GetElapsedTime(since);
        Assert.Equal(0, runtime.ProcessCount);
        Load.Print(
            $"{children:N0} children: started in {started.TotalMilliseconds:0} ms, {lost.Length} replaced in {(replaced - started).TotalMilliseconds:0} ms, "
            + $"stopped in {(stopped - replaced).TotalMilliseconds:0} ms");
        return (started + stopped - replaced).TotalMilliseconds / children;
    }

    private static Task<DynamicSupervisorRef<int>> StartSupervisor(ProcessRuntime runtime) =>
        runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "many", static (start, _) => start.StartServerAsync(static () => new Worker()), configure: static many => many.Intensity(1_000_000, TimeSpan.FromSeconds(5))));

    private static async Task StartChildren(DynamicSupervisorRef<int> supervisor, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ChildResult result = await supervisor.StartChildAsync(i);
            Assert.True(result.IsSuccess, result.ToString());
        }
    }
}
