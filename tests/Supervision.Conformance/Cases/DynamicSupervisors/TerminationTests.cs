using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.DynamicSupervisors;

/// <summary>How a dynamic supervisor stops its children.</summary>
public sealed class TerminationTests
{
    private const string Suite = "DynamicSupervisor";

    private static readonly Shutdown OneSecond = Shutdown.After(TimeSpan.FromSeconds(1));

    private static readonly ExitReason ShutdownOops = new ExitReason.ShutdownWith("oops");

    /// <summary>How a child takes the order to stop.</summary>
    private enum Child
    {
        /// <summary>Does not trap exits.</summary>
        Plain = 0,

        /// <summary>Traps exits and ends with <see cref="ShutdownOops"/>.</summary>
        EndsWithOops,

        /// <summary>Traps exits and ends normally.</summary>
        EndsNormally,

        /// <summary>Traps exits and goes on.</summary>
        Ignores,
    }

    [Fact]
    [OtpCase("D-31", Suite, "terminate: brutal_kill")]
    public void Stop_WithKill_KillsAll() => Run(stage =>
        AssertStopAsync(stage, Shutdown.Kill, [Child.Plain, Child.Plain, Child.Plain], [ExitReason.Killed, ExitReason.Killed, ExitReason.Killed]));

    [Fact]
    [OtpCase("D-32", Suite, "terminate: infinity")]
    public void Stop_WithoutALimit_ShutsAllDown() => Run(stage => AssertStopAsync(
        stage, Shutdown.Infinite, [Child.Plain, Child.Plain, Child.Plain], [ExitReason.Shutdown, ExitReason.Shutdown, ExitReason.Shutdown]));

    [Fact]
    [OtpCase("D-33", Suite, "terminate: infinity, abnormal reason")]
    public void Stop_WithoutALimit_ChildrenEndOtherwise_GoesOn() => Run(stage => AssertStopAsync(
        stage, Shutdown.Infinite, [Child.EndsWithOops, Child.EndsWithOops, Child.EndsWithOops], [ShutdownOops, ShutdownOops, ShutdownOops]));

    [Fact]
    [OtpCase("D-34", Suite, "terminate: integer shutdown")]
    public void Stop_WithALimit_ShutsAllDown() => Run(stage => AssertStopAsync(
        stage, OneSecond, [Child.Plain, Child.Plain, Child.Plain], [ExitReason.Shutdown, ExitReason.Shutdown, ExitReason.Shutdown]));

    [Fact]
    [OtpCase("D-35", Suite, "terminate: integer shutdown, abnormal reason")]
    public void Stop_WithALimit_ChildrenEndOtherwise_GoesOn() => Run(stage => AssertStopAsync(
        stage, OneSecond, [Child.EndsWithOops, Child.EndsWithOops, Child.EndsWithOops], [ShutdownOops, ShutdownOops, ShutdownOops]));

    [Fact]
    [OtpCase("D-36", Suite, "terminate: expired integer")]
    public void Stop_LimitExpires_KillsWhoIsLeft() => Run(stage => AssertStopAsync(
        stage,
        Shutdown.After(TimeSpan.FromMilliseconds(1)),
        [Child.Plain, Child.Plain, Child.Ignores],
        [ExitReason.Shutdown, ExitReason.Shutdown, ExitReason.Killed]));

    [Fact]
    [OtpCase("D-37", Suite, "terminate: permanent + normal reason")]
    public void Stop_PermanentChildEndsNormally_IsReportedAndNothingElse() => Run(async stage =>
    {
        await AssertStopAsync(stage, OneSecond, [Child.EndsNormally], [ExitReason.Normal]);

        Report.SupervisorTrouble trouble = Assert.Single(stage.Test.Simulation.Reports.OfType<Report.SupervisorTrouble>());
        Assert.Equal(("shutdown_error", ExitReason.Normal), (trouble.Context, trouble.Reason));
    });

    private static async Task AssertStopAsync(Stage stage, Shutdown shutdown, Child[] children, ExitReason[] ends)
    {
        DynamicSupervisorRef<Child> dynamic = await stage.StartAsync(Supervisor.Dynamic<Child>(
            "dynamic",
            static (context, kind) => context.StartProcessAsync(process => LiveAsync(process, kind), new ProcessOptions { TrapExits = kind != Child.Plain }),
            child => child with { Shutdown = shutdown }));
        List<MonitorRef> monitors = [];
        foreach (Child child in children)
        {
            monitors.Add(stage.Test.Monitor(await AddAsync(dynamic, child)));
        }

        await stage.StopAsync(dynamic.Untyped);

        for (int at = 0; at < ends.Length; at++)
        {
            Assert.Equal(ends[at], await stage.DownAsync(monitors[at]));
        }
    }

    private static async Task LiveAsync(ProcessContext process, Child kind)
    {
        await process.ReceiveAsync<Signal.Exit>();
        switch (kind)
        {
            case Child.EndsWithOops:
                process.Exit(ShutdownOops);
                break;
            case Child.Ignores:
                await process.ReceiveAsync<string>();
                break;
        }
    }
}
