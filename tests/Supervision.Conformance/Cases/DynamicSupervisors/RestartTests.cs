using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.DynamicSupervisors;

/// <summary>When dynamic children are restarted, and what becomes of restarts that fail.</summary>
public sealed class RestartTests
{
    private const string Suite = "DynamicSupervisor";

    private static readonly ExitReason Whatever = new ExitReason.Custom("whatever");

    private static readonly StartResult Error = new StartResult.Failed(new ExitReason.Custom("found"));

    /// <summary>The children do not trap exits, so that a signal ends them with its reason.</summary>
    [Theory]
    [InlineData(Restart.Temporary, 0, 0, 0)]
    [InlineData(Restart.Transient, 0, 0, 1)]
    [InlineData(Restart.Permanent, 1, 2, 3)]
    [OtpCase("D-19", Suite, "restart temporary")]
    [OtpCase("D-20", Suite, "restart transient")]
    [OtpCase("D-21", Suite, "restart permanent")]
    public void Child_Ends_IsRestartedByItsType(Restart restart, int shutdown, int shutdownWith, int whatever) => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(
            Supervisor.Dynamic<int>("dynamic", static (context, _) => StartPlainAsync(context), child => child with { Restart = restart }));
        (ExitReason Reason, int Active)[] ends = [(ExitReason.Shutdown, shutdown), (ShutdownX, shutdownWith), (Whatever, whatever)];
        foreach ((ExitReason reason, int active) in ends)
        {
            await KillAsync(stage, await AddAsync(dynamic, 1), reason);

            await AssertCountsAsync(dynamic.Untyped, 1, active, 0, active);
        }
    });

    [Fact]
    [OtpCase("D-22", Suite, "restarted with different values")]
    public void RestartThatAnswersOtherwise_IsKeptForgottenOrTriedAgain() => Run(async stage =>
    {
        DynamicSupervisorRef<string> dynamic = await StartAsync(stage, 100_000);
        (string Restart, int Workers, int Active)[] expected = [("ok2", 1, 1), ("ok3", 2, 2), ("ignore", 2, 2), ("error", 3, 2), ("unknown", 4, 2)];
        foreach ((string restart, int workers, int active) in expected)
        {
            await KillAsync(stage, await AddAsync(dynamic, restart), ExitReason.Shutdown);

            await AssertCountsAsync(dynamic.Untyped, 1, active, 0, workers);
        }

        Assert.Equal(
            [ChildInfo.State.Running, ChildInfo.State.Running, ChildInfo.State.Restarting, ChildInfo.State.Restarting],
            (await dynamic.Untyped.ListChildrenAsync()).Select(static child => child.Status));
        await stage.StopAsync(dynamic.Untyped);
    });

    [Fact]
    [OtpCase("D-23", Suite, "restarting on init counts in max_children")]
    public void ChildInAFailingRestart_CountsForTheLimit() => Run(async stage =>
    {
        DynamicSupervisorRef<string> dynamic = await StartAsync(stage, 100_000, maxChildren: 1);
        await KillAsync(stage, await AddAsync(dynamic, "error"), ExitReason.Shutdown);

        await AssertCountsAsync(dynamic.Untyped, 1, 0, 0, 1);
        Assert.IsType<ChildResult.Full>(await dynamic.StartChildAsync("ok2"));
        await stage.StopAsync(dynamic.Untyped);
    });

    [Fact]
    [OtpCase("D-24", Suite, "restarting on exit counts")]
    public void RestartedChild_CountsForTheLimit() => Run(async stage =>
    {
        DynamicSupervisorRef<string> dynamic = await StartAsync(stage, 100_000, maxChildren: 1);
        await KillAsync(stage, await AddAsync(dynamic, "ok2"), ExitReason.Shutdown);

        await AssertCountsAsync(dynamic.Untyped, 1, 1, 0, 1);
        Assert.IsType<ChildResult.Full>(await dynamic.StartChildAsync("ok2"));
    });

    /// <summary>As for a start with extra arguments.</summary>
    [Fact]
    [OtpCase("D-25", Suite, "restart with extra_arguments")]
    public void Restart_HasWhatTheSupervisorWasGiven() => Run(async stage =>
    {
        Pid test = stage.Test.Self;
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>("dynamic", (context, _) =>
        {
            test.Send("started with it");
            return StartPlainAsync(context);
        }));
        Pid child = await AddAsync(dynamic, 1);
        Assert.Equal("started with it", await stage.Test.ReceiveAsync<string>());

        await KillAsync(stage, child, new ExitReason.Custom("oops"));

        Assert.Equal("started with it", await stage.Test.ReceiveAsync<string>());
        await AssertCountsAsync(dynamic.Untyped, 1, 1, 0, 1);
    });

    [Fact]
    [OtpCase("D-26", Suite, "restarted when trying again")]
    public void RestartThatFailsOnce_IsTriedAgain() => Run(async stage =>
    {
        Pid test = stage.Test.Self;
        int starts = 0;
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "dynamic",
            (context, _) =>
            {
                bool fails = ++starts % 3 == 2;
                test.Send($"attempt {starts}");
                return fails ? new ValueTask<StartResult>(Error) : StartPlainAsync(context);
            },
            configure: static limits => limits.Intensity(2, TimeSpan.FromSeconds(5))));
        Pid child = await AddAsync(dynamic, 1);

        await KillAsync(stage, child, ExitReason.Shutdown);

        Assert.Equal("attempt 1", await stage.Test.ReceiveAsync<string>());
        Assert.Equal("attempt 2", await stage.Test.ReceiveAsync<string>());
        Assert.Equal("attempt 3", await stage.Test.ReceiveAsync<string>());
        await AssertCountsAsync(dynamic.Untyped, 1, 1, 0, 1);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [OtpCase("D-27", Suite, "triggers maximum restarts")]
    [OtpCase("D-28", Suite, "max intensity when trying again")]
    public void RestartThatAlwaysFails_EndsTheSupervisor(int maxRestarts) => Run(async stage =>
    {
        DynamicSupervisorRef<string> dynamic = await StartAsync(stage, maxRestarts);

        await KillAsync(stage, await AddAsync(dynamic, "error"), ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await stage.ExitOfAsync(dynamic.Pid));
    });

    /// <summary>A supervisor whose children start at first, and later as their argument says.</summary>
    private static Task<DynamicSupervisorRef<string>> StartAsync(Stage stage, int maxRestarts, int? maxChildren = null)
    {
        HashSet<string> started = [];
        return stage.StartAsync(Supervisor.Dynamic<string>(
            "dynamic",
            async (context, restart) => !started.Add(context.ChildId + restart) ? restart switch
            {
                "ok2" => await StartPlainAsync(context),
                "ok3" => Assert.IsType<StartResult.Started>(await StartPlainAsync(context)) with { Info = "extra" },
                "ignore" => new StartResult.Ignored(),
                "error" => Error,
                _ => null!,
            }
            : await StartPlainAsync(context),
            configure: limits => _ = maxChildren is { } limit
                ? limits.Intensity(maxRestarts, TimeSpan.FromSeconds(5)).MaxChildren(limit)
                : limits.Intensity(maxRestarts, TimeSpan.FromSeconds(5))));
    }

    private static ValueTask<StartResult> StartPlainAsync(StartContext context) =>
        context.StartProcessAsync(static process => process.ReceiveAsync<string>().AsTask());

    private static async Task KillAsync(Stage stage, Pid pid, ExitReason reason)
    {
        MonitorRef monitor = stage.Test.Monitor(pid);
        pid.Exit(reason);
        Assert.Equal(reason, await stage.DownAsync(monitor));
    }
}
