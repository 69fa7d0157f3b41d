using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>Processes that call each other in a circle.</summary>
[Trait("Bug", "27")]
public sealed class CallCycleTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Circle_UnderFail_TheCallThatClosesItFailsAtOnce(int length) => Seeds.Explore(
        async context =>
        {
            ServerRef<Work>[] ring = await StartRingAsync(context, length);

            CallResult<CallFailure?> result = await ring[0].TryCallAsync(Around(ring, 0, length));

            CallFailure failure = result.Reply!;
            Assert.Equal(CallFailureCause.Cycle, failure.Cause);
            Assert.All(ring, server => Assert.Contains(server.Pid.ToString(), failure.Detail, StringComparison.Ordinal));
            Assert.True(context.Time.GetTimestamp() == 0, "nobody waits for a timeout");
        },
        new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Fail });

    [Fact]
    public void Circle_UnderLog_IsReportedAndTheCallIsMade() => Seeds.Explore(simulation =>
    {
        simulation.Run(async context =>
        {
            ServerRef<Work>[] ring = await StartRingAsync(context, 3);
            CallResult<CallFailure?> result = await ring[0].TryCallAsync(Around(ring, 0, 3), TimeSpan.FromMinutes(1));
            Assert.Equal(CallFailureCause.Timeout, result.Reply!.Cause);
        });

        Report.CallCycle report = Assert.Single(simulation.Reports.OfType<Report.CallCycle>());
        Assert.Equal(3, report.Pids.Distinct().Count());
    });

    [Fact]
    public void Circle_UnderOff_NobodyLooks()
    {
        using Simulation simulation = new(options: new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Off });
        simulation.Run(async context =>
        {
            ServerRef<Work>[] ring = await StartRingAsync(context, 2);
            CallResult<CallFailure?> result = await ring[0].TryCallAsync(Around(ring, 0, 2), TimeSpan.FromMinutes(1));
            Assert.Equal(CallFailureCause.Timeout, result.Reply!.Cause);
        });
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void TwoServers_CallEachOtherAtOnce_AtLeastOneIsTold() => Seeds.Explore(
        async context =>
        {
            ServerRef<Work>[] ring = await StartRingAsync(context, 2);
            Task<CallResult<CallFailure?>> first = ring[0].TryCallAsync(Once(ring[1])).AsTask();
            Task<CallResult<CallFailure?>> second = ring[1].TryCallAsync(Once(ring[0])).AsTask();

            CallFailure?[] failures = [(await first).Reply, (await second).Reply];

            Assert.True(failures.All(failure => failure is null or { Cause: CallFailureCause.Cycle }));
            Assert.True(context.Time.GetTimestamp() == 0, "nobody waits for a timeout");
        },
        new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Fail });

    [Theory]
    [InlineData(CallCyclePolicy.Log)]
    [InlineData(CallCyclePolicy.Fail)]
    public void CallBack_AfterTheReplyIsGiven_IsNoCircle(CallCyclePolicy policy)
    {
        using Simulation simulation = new(options: new ProcessRuntimeOptions { CallCycles = policy });
        simulation.Run(async context =>
        {
            ServerRef<Work>[] ring = await StartRingAsync(context, 2);
            bool called = false;
            await ring[0].CallAsync(new Ask<int>(async (self, ask) => self.Reply(ask, await ring[1].CallAsync(new Ask<int>(async (callee, inner) =>
            {
                callee.TakeCaller(inner).Reply(1);
                called = (await ring[0].TryCallAsync(TestServer.Value(2))).IsReply;
            })))));
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.True(called);
        });
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void Circle_BrokenByADelegatedReply_IsNotFailedUnderLog()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            // 0 calls 1; 1 gives its caller to a third process and calls 0, which waits: the third one's reply lets all go on.
            ServerRef<Work>[] ring = await StartRingAsync(context, 2);
            int reply = await ring[0].CallAsync(new Ask<int>(async (self, ask) => self.Reply(ask, await ring[1].CallAsync(new Ask<int>(async (callee, inner) =>
            {
                ReplyTo<int> caller = callee.TakeCaller(inner);
                callee.Context.Spawn(async third =>
                {
                    await third.DelayAsync(TimeSpan.FromSeconds(1));
                    caller.Reply(1);
                });
                Assert.True((await ring[0].TryCallAsync(TestServer.Value(2))).IsReply);
            })))));
            Assert.Equal(1, reply);
            await context.DelayAsync(TimeSpan.FromSeconds(1));
        });
        Assert.IsType<Report.CallCycle>(Assert.Single(simulation.Reports));
    }

    private static async Task<ServerRef<Work>[]> StartRingAsync(ProcessContext context, int length)
    {
        ServerRef<Work>[] ring = new ServerRef<Work>[length];
        for (int i = 0; i < length; i++)
        {
            ring[i] = await context.Runtime.StartServerAsync(() => new TestServer());
        }

        return ring;
    }

    /// <summary>Each server calls the next; the last one's call closes the circle. The failure of that comes back.</summary>
    private static Ask<CallFailure?> Around(ServerRef<Work>[] ring, int at, int left) => new(async (self, ask) =>
    {
        if (left == 0)
        {
            self.Reply(ask, null);
            return;
        }

        ServerRef<Work> next = ring[(at + 1) % ring.Length];
        CallResult<CallFailure?> result = await next.TryCallAsync(Around(ring, at + 1, left - 1), TimeSpan.FromSeconds(left));
        self.Reply(ask, result.Failure ?? result.Reply);
    });

    private static Ask<CallFailure?> Once(ServerRef<Work> other) => new(async (self, ask) =>
        self.Reply(ask, (await other.TryCallAsync(TestServer.Value(1))).Failure));
}
