using Supervision.Testing;

namespace Supervision.Tests.Testing.Chaos;

/// <summary>How live runs end: in time, when they are told to, and never as if all had held when it was not looked at.</summary>
public sealed class LiveChaosEndTests
{
    private static readonly ChaosOptions WithoutLoad = new() { WithoutLoad = true, Length = 4 };

    /// <summary>A probe that links itself to somebody ends with them, and with it the process that strikes.</summary>
    [Fact]
    public async Task RunAsync_ProcessThatStrikesIsEnded_IsNotTakenForARunThatHeld()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Tree());
        ChaosOptions options = WithoutLoad with { SteadyState = LinkAsync };

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("killed", error.Message, StringComparison.Ordinal);

        static Task LinkAsync(ProcessContext context)
        {
            context.Link(context.Runtime.Find("a"));
            return Task.CompletedTask;
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task RunAsync_SupervisorThatBearsNoMoreForHours_EndsWhenItsTimeIsOver()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Patient());

        ChaosReport report = await ChaosTest.RunAsync(
            root, WithoutLoad with { For = TimeSpan.FromMilliseconds(300) }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Strikes);
    }

    [Fact(Timeout = 20_000)]
    public async Task RunAsync_CancelledWhileItWaitsToBearMore_Ends()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Patient());
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300), runtime.Time);

        ChaosReport report = await ChaosTest.RunAsync(root, WithoutLoad, cancellationToken: source.Token);

        Assert.Equal(1, report.Strikes);
    }

    [Fact(Timeout = 20_000)]
    public async Task RunAsync_CancelledDuringAWait_Ends()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Tree());
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(300), runtime.Time);

        ChaosReport report = await ChaosTest.RunAsync(root, WithoutLoad, ChaosPlan.Parse("k0,w3600000,k0"), source.Token);

        Assert.Equal(1, report.Strikes);
    }

    /// <summary>What the last action leads to counts too, also when nobody waits after it.</summary>
    [Fact]
    public async Task RunAsync_SupervisorThatFallsOfTheLastAction_IsTold()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(BusyTree.Of(isRepaired: false));
        TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ChaosFault busy = new("busy for ever", faults =>
        {
            faults.AtCall<DatabaseMessage.Query, DatabaseReply>().Return(new DatabaseReply.Busy());
            armed.SetResult();
        });
        ChaosOptions options = new() { Faults = [busy], Load = PollAsync };

        ChaosFailedException failure = await Assert.ThrowsAsync<ChaosFailedException>(
            () => ChaosTest.RunAsync(root, options, ChaosPlan.Parse("f0"), TestContext.Current.CancellationToken));

        Assert.Contains(failure.Violations, violation => violation is { Property: "P2", Path: "app/devices" or "app" });

        async Task PollAsync(ProcessContext context)
        {
            await armed.Task;
            for (int row = 0; row < 40; row++)
            {
                await context.DelayAsync(TimeSpan.FromMilliseconds(5));
                await ServerRef<DeviceMessage>.ForName(context.Runtime, "device").TryCallAsync(new DeviceMessage.Poll(row));
            }
        }
    }

    /// <summary>A client may end with whom it is linked to; the tree is to be used all the same.</summary>
    [Fact]
    public async Task RunAsync_LoadThatEndsWithItsVictim_IsStartedAgain()
    {
        await using ProcessRuntime runtime = Runtime();
        SupervisorRef root = await runtime.StartSupervisorAsync(Tree());
        int linked = 0;
        ChaosOptions options = new() { Length = 12, Load = WorkAsync, SteadyState = WorkedAsync };

        ChaosReport report = await ChaosTest.RunAsync(root, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(linked, 3, int.MaxValue);
        Assert.InRange(report.FailedLoads, 2, long.MaxValue);

        async Task WorkAsync(ProcessContext context)
        {
            context.Link(context.Runtime.Find("a"));
            Interlocked.Increment(ref linked);
            await context.DelayAsync(TimeSpan.FromHours(1));
        }

        // Until somebody is linked to the next one, too.
        async Task WorkedAsync(ProcessContext context)
        {
            if ((await context.Runtime.InfoAsync(context.Runtime.Find("a")))?.Links.Count is not 2)
            {
                throw new InvalidOperationException("nobody uses it");
            }
        }
    }

    [Fact]
    public void RunAsync_NoTimeAtAll_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => { _ = ChaosTest.RunAsync(default, WithoutLoad with { For = TimeSpan.Zero }); });

    private static SupervisorSpec Tree() => Supervisor.OneForOne("app", app => app
        .Intensity(100, TimeSpan.FromSeconds(1))
        .Child(ChildSpec.Process("a", WaitAsync, new ProcessOptions { Name = "a" })));

    /// <summary>Bears one end in a day.</summary>
    private static SupervisorSpec Patient() => Supervisor.OneForOne("app", app => app
        .Intensity(1, TimeSpan.FromDays(1))
        .Child(ChildSpec.Process("a", WaitAsync)));

    private static async Task WaitAsync(ProcessContext context) => await context.ReceiveAsync<string>();

    private static ProcessRuntime Runtime() => new(new ProcessRuntimeOptions { AllowChaos = true });
}
