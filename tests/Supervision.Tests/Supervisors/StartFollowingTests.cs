using Supervision.Runtime;
using Supervision.Servers;
using Supervision.Signals;

namespace Supervision.Tests.Supervisors;

/// <summary>A supervisor that waits for the very start that its start function has passed on.</summary>
public sealed class StartFollowingTests
{
    [Fact]
    public void Follow_BeforeTheEnd_GoesOnOnce()
    {
        using Family family = new();
        ServerStart start = new(family.Runtime);
        ProcessCell process = Idle(family);
        int ran = 0;

        Assert.True(start.TryFollow(process, new Continuation(_ => ran++, null)));
        family.Simulation.RunUntilIdle();
        Assert.Equal(0, ran);
        start.Ended(ExitReason.Normal);
        start.Ended(ExitReason.Shutdown);
        family.Simulation.RunUntilIdle();

        Assert.Equal(1, ran);
        Assert.Equal(new StartResult.Failed(ExitReason.Normal), family.Do(start.Answer));
    }

    [Fact]
    public void Follow_AfterTheEnd_IsRefused()
    {
        using Family family = new();
        ServerStart start = new(family.Runtime);
        int ran = 0;

        start.Ended(ExitReason.Normal);

        Assert.False(start.TryFollow(Idle(family), new Continuation(_ => ran++, null)));
        family.Simulation.RunUntilIdle();
        Assert.Equal(0, ran);
    }

    [Fact]
    public void StartFunction_ThatAlsoAwaitsWhatItPassesOn_GoesOnAsTheSupervisorDoes()
    {
        using Family family = new();
        StartResult? seen = null;
        ChildSpec child = new("a", context =>
        {
            Task<StartResult> start = context.StartServerAsync(Server.Define<int, string>(static () => 0, static (state, _, _) => state)).AsTask();
            _ = SeeAsync(start);
            return new ValueTask<StartResult>(start);
        });

        SupervisorRef root = family.Start(new SupervisorOptions(), child);

        Assert.Equal(new StartResult.Started(Assert.Single(family.Do(root.ListChildrenAsync())).Pid), seen);

        async Task SeeAsync(Task<StartResult> start) => seen = await start;
    }

    [Fact]
    public void SameStart_PassedOnByTwoChildren_IsBoth()
    {
        using Family family = new();
        Task<StartResult>? shared = null;
        ValueTask<StartResult> ShareAsync(StartContext context) => new(shared ??=
            context.StartServerAsync(Server.Define<int, string>(static () => 0, static (state, _, _) => state)).AsTask());

        SupervisorRef root = family.Start(new SupervisorOptions(), new ChildSpec("a", ShareAsync), new ChildSpec("b", ShareAsync));

        IReadOnlyList<ChildInfo> children = family.Do(root.ListChildrenAsync());
        Assert.Equal(2, children.Count);
        Assert.Equal(children[0].Pid, children[1].Pid);
    }

    /// <summary>On real threads: a supervisor begins to wait for a start while it ends. It goes on exactly once, or knows that it need not wait.</summary>
    [Fact]
    public async Task Follow_WhileTheStartEnds_IsNeverMissedAndNeverToldTwice()
    {
        await using ProcessRuntime runtime = new();
        ProcessCell process = (ProcessCell)runtime.Spawn(static context => context.ReceiveAsync<string>().AsTask()).Target!;
        ServerStart[] starts = [.. Enumerable.Range(0, 20_000).Select(_ => new ServerStart(runtime))];
        (int followed, int wentOn) = (0, 0);
        using Barrier barrier = new(2);

        Task ending = Task.Run(() =>
        {
            barrier.SignalAndWait();
            Array.ForEach(starts, static start => start.Ended(ExitReason.Normal));
        });
        Task following = Task.Run(() =>
        {
            barrier.SignalAndWait();
            followed = starts.Count(start => start.TryFollow(process, new Continuation(_ => Interlocked.Increment(ref wentOn), null)));
        });
        await Task.WhenAll(ending, following);
        TaskCompletionSource allWentOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Post(_ => allWentOn.SetResult(), null); // behind the others
        await allWentOn.Task;

        Assert.Equal(followed, wentOn);
    }

    private static ProcessCell Idle(Family family) =>
        (ProcessCell)family.Runtime.Spawn(static process => process.ReceiveAsync<string>().AsTask()).Target!;
}
