using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.DynamicSupervisors;

/// <summary>How a dynamic child starts.</summary>
public sealed class ChildStartTests
{
    private const string Suite = "DynamicSupervisor";

    /// <summary>What the start function has captured is in the place of extra arguments.</summary>
    [Fact]
    [OtpCase("D-14", Suite, "extra arguments")]
    public void Child_RunsWhatTheSupervisorWasGiven() => Run(async stage =>
    {
        Pid test = stage.Test.Self;
        Func<ProcessContext, Task> extra = process =>
        {
            test.Send($"extra {process.Self}");
            return Task.CompletedTask;
        };
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "dynamic", (context, _) => context.StartProcessAsync(extra), static child => child with { Restart = Restart.Temporary }));

        Pid child = await AddAsync(dynamic, 1);

        Assert.Equal($"extra {child}", await stage.Test.ReceiveAsync<string>());
    });

    /// <summary>Another term cannot be answered; null comes closest.</summary>
    [Fact]
    [OtpCase("D-16", Suite, "different returns")]
    public void Answers_OfTheStartFunction_ArePassedOn() => Run(async stage =>
    {
        ExitReason found = new ExitReason.Custom("found");
        DynamicSupervisorRef<string> dynamic = await stage.StartAsync(Supervisor.Dynamic<string>("dynamic", async (context, what) => what switch
        {
            "ok3" => Assert.IsType<StartResult.Started>(await Children.StartWorkerAsync(context)) with { Info = "extra" },
            "ok2" => await Children.StartWorkerAsync(context),
            "ignore" => new StartResult.Ignored(),
            "error" => new StartResult.Failed(found),
            _ => null!,
        }));

        Assert.Equal("extra", Assert.IsType<ChildResult.Started>(await dynamic.StartChildAsync("ok3")).Info);
        Assert.Null(Assert.IsType<ChildResult.Started>(await dynamic.StartChildAsync("ok2")).Info);
        Assert.IsType<ChildResult.Ignored>(await dynamic.StartChildAsync("ignore"));
        Assert.Equal(new ChildResult.Failed(found), await dynamic.StartChildAsync("error"));
        Assert.Equal(new ChildResult.Failed(new ExitReason.Custom("bad_return_value")), await dynamic.StartChildAsync("unknown"));
        await AssertCountsAsync(dynamic.Untyped, 1, 2, 0, 2);
    });

    /// <summary>There is one kind of throw, and an exit.</summary>
    [Fact]
    [OtpCase("D-17", Suite, "throw/error/exit")]
    public void StartFunctionThatThrowsOrExits_FailsTheStart_AndTheSupervisorLives() => Run(async stage =>
    {
        InvalidOperationException error = new("oops");
        ExitReason exit = new ExitReason.Custom("oops");
        DynamicSupervisorRef<Exception> dynamic = await stage.StartAsync(
            Supervisor.Dynamic<Exception>("dynamic", static (_, thrown) => throw thrown));

        Assert.Equal(new ChildResult.Failed(new ExitReason.Crashed(error)), await dynamic.StartChildAsync(error));
        Assert.Equal(new ChildResult.Failed(exit), await dynamic.StartChildAsync(new ProcessExitException(exit)));
        Assert.True(dynamic.Pid.IsAlive);
    });

    [Fact]
    [OtpCase("D-18", Suite, "max_children")]
    public void Start_BeyondTheLimit_IsRefused() => Run(async stage =>
    {
        DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
            "dynamic", static (context, _) => Children.StartWorkerAsync(context), configure: static limits => limits.MaxChildren(0)));

        Assert.IsType<ChildResult.Full>(await dynamic.StartChildAsync(1));
    });
}
