using Microsoft.Extensions.Logging;
using Supervision.Conformance.Cases.Supervisors.Fixtures;
using static Supervision.Conformance.Cases.Supervisors.Fixtures.Stage;

namespace Supervision.Conformance.Cases.Supervisors;

/// <summary>What supervisors log.</summary>
public sealed class LogTests
{
    private const string Suite = "supervisor_SUITE";

    [Fact]
    [OtpCase("S-47", Suite, "external_start_no_progress_log")]
    public void StartOnRequest_IsNoNews_AndTheFirstRecordIsTheChildsEnd()
    {
        LogRecords log = new(LogLevel.Information);
        Run(
            async stage =>
            {
                SupervisorRef supervisor = await stage.StartAsync(Flags(RestartStrategy.OneForOne));
                Pid child = await AddAsync(supervisor, Children.W1("child1"));
                Assert.Empty(log.All);

                await stage.EndAsync(child, Ending.Normal);
                Pid next = await PidOfAsync(supervisor, "child1");
                Assert.True(next.IsAlive && next != child);
                await AssertCountsAsync(supervisor, 1, 1, 0, 1);
            },
            new ProcessRuntimeOptions { LoggerFactory = log });

        Assert.Equal(("SupervisorTrouble", "child_terminated"), (log.All[0].Event, log.All[0].Fields["Context"]));
    }

    /// <summary>There is no limit of depth: terms are short texts here.</summary>
    [Fact]
    [OtpCase("S-93", Suite, "format_log_1")]
    public void Records_HaveTheSupervisorTheContextTheReasonAndTheChild()
    {
        LogRecords log = new(LogLevel.Debug);
        (Pid Supervisor, Pid Child) pids = RunOneEnd(log);

        LogRecords.Record progress = log.All.First(static record => record.Event == "ChildStarted");
        Assert.Equal(("sup", pids.Supervisor.ToString()), (progress.Fields["Path"], progress.Fields["Pid"]));
        Assert.Equal(("child1", pids.Child.ToString(), 1), (progress.Fields["ChildId"], progress.Fields["Child"], progress.Fields["Incarnation"]));
        LogRecords.Record trouble = Assert.Single(log.All, static record => record.Event == "SupervisorTrouble");
        Assert.Equal(("sup", pids.Supervisor.ToString()), (trouble.Fields["Path"], trouble.Fields["Pid"]));
        Assert.Equal(("child_terminated", "died"), (trouble.Fields["Context"], trouble.Fields["Reason"]));
        Assert.Equal(("child1", pids.Child.ToString()), (trouble.Fields["ChildId"], trouble.Fields["Child"]));
    }

    /// <summary>There is one form, a single line, and no limit of size.</summary>
    [Fact]
    [OtpCase("S-94", Suite, "format_log_2")]
    public void Text_OfARecord_IsOneLineWithAllOfIt()
    {
        LogRecords log = new(LogLevel.Warning);
        (Pid supervisor, Pid child) = RunOneEnd(log);

        Assert.Equal(
            $"Supervisor sup ({supervisor}): child_terminated, child child1 ({child}): died. Restarting it: restart 1 of 2 allowed in 3600 s.",
            Assert.Single(log.All, static record => record.Event == "SupervisorTrouble").Text);
    }

    /// <summary>A group that ends wrongly has a number in the place of a process.</summary>
    [Fact]
    [OtpCase("S-94", Suite, "format_log_2")]
    public void Text_AboutAGroup_HasTheNumberOfChildren()
    {
        LogRecords log = new(LogLevel.Warning);
        Run(
            async stage =>
            {
                DynamicSupervisorRef<int> dynamic = await stage.StartAsync(Supervisor.Dynamic<int>(
                    "sup", static (context, _) => Children.StartWorkerAsync(context, endsWith: new ExitReason.Custom("other"))));
                await AddAsync(dynamic, 1);
                await AddAsync(dynamic, 2);
                await stage.StopAsync(dynamic.Untyped);
            },
            new ProcessRuntimeOptions { LoggerFactory = log });

        string text = Assert.Single(log.All, static record => record.Event == "SupervisorTrouble").Text;
        Assert.Contains(": shutdown_error, child * ", text, StringComparison.Ordinal);
        Assert.Contains(": other. 2 children were asked to stop within 5 s", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text, StringComparison.Ordinal);
    }

    private static (Pid Supervisor, Pid Child) RunOneEnd(LogRecords log)
    {
        (Pid Supervisor, Pid Child) pids = default;
        Run(
            async stage =>
            {
                SupervisorRef supervisor = await stage.StartAsync(Flags(RestartStrategy.OneForOne), Children.W1("child1"));
                pids = (supervisor.Pid, await PidOfAsync(supervisor, "child1"));
                await stage.EndAsync(pids.Child, Ending.Abnormal);
            },
            new ProcessRuntimeOptions { LoggerFactory = log });
        return pids;
    }
}
