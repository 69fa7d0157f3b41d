using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>The timeout that a callback sets, and what comes before and after it.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public void SetTimeout_NoMessageComes_SignalsOnceAndIsNotSetAnew()
    {
        List<string> trace = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context, trace);
            server.Cast(new Do(self => self.SetTimeout(TimeSpan.FromSeconds(5))));

            await context.DelayAsync(TimeSpan.FromSeconds(4.999));
            Assert.Empty(trace);
            await context.DelayAsync(TimeSpan.FromHours(0.5));

            Assert.Equal(["timeout"], trace);
        });
        Assert.Equal(0, simulation.Runtime.TimerCount);
    }

    [Fact]
    public void SetTimeout_AnyMessageComes_CancelsIt() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Work> server = await StartAsync(context, trace);
        server.Cast(new Do(self => self.SetTimeout(TimeSpan.FromSeconds(5))));
        await context.DelayAsync(TimeSpan.FromSeconds(4));

        await server.CallAsync(TestServer.Value(1));

        await context.DelayAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(trace);
        Assert.Equal(0, context.Runtime.TimerCount);
    });

    [Fact]
    public void SetTimeout_MessageAtTheSameInstant_OneOfTheTwoIsFirst() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Work> server = await StartAsync(context, trace);
        context.SendAfter(TimeSpan.FromSeconds(1), server.Pid, new Do(self => self.Trace.Add("message")));
        server.Cast(new Do(self => self.SetTimeout(TimeSpan.FromSeconds(1))));

        await context.DelayAsync(TimeSpan.FromSeconds(60));

        Assert.True(trace is ["message"] or ["timeout", "message"], string.Join(", ", trace));
    });

    [Fact]
    public void SetTimeout_Zero_YieldsToAQueuedMessage()
    {
        List<string> trace = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context, trace);
            await context.Runtime.SuspendAsync(server.Pid);
            server.Cast(new Do(self => self.SetTimeout(TimeSpan.Zero)));
            server.Cast(new Do(self => self.Trace.Add("queued")));
            server.Cast(new Do(self => self.SetTimeout(TimeSpan.Zero)));

            await context.Runtime.ResumeAsync(server.Pid);
            await context.DelayAsync(TimeSpan.FromSeconds(1));
        });

        Assert.Equal(["queued", "timeout"], trace);
    }

    [Fact]
    public void SetTimeout_InfiniteOrAgain_TheLastOneCounts()
    {
        List<string> trace = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context, trace);
            server.Cast(new Do(self =>
            {
                self.SetTimeout(TimeSpan.FromSeconds(1));
                self.SetTimeout(TimeSpan.FromSeconds(3));
            }));
            await context.DelayAsync(TimeSpan.FromSeconds(2));
            Assert.Empty(trace);
            await context.DelayAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(["timeout"], trace);
            server.Cast(new Do(self =>
            {
                self.SetTimeout(TimeSpan.FromSeconds(1));
                self.SetTimeout(Timeout.InfiniteTimeSpan);
            }));
            await context.DelayAsync(TimeSpan.FromSeconds(60));
            Assert.Single(trace);
        });
    }

    [Fact]
    public void SetTimeout_Negative_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await StartAsync(context, []);

            await server.CallAsync(new Ask<bool>((self, ask) =>
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => self.SetTimeout(TimeSpan.FromSeconds(-1)));
                self.Reply(ask, true);
            }));
        });
    }

    [Fact]
    public void SetTimeout_DuringInit_Counts()
    {
        List<string> trace = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            await context.StartServerAsync(() => new TestServer
            {
                Trace = trace,
                OnInit = self =>
                {
                    self.SetTimeout(TimeSpan.FromSeconds(1));
                    return new(InitResult.Ok);
                },
            });
            await context.DelayAsync(TimeSpan.FromSeconds(2));
        });

        Assert.Equal(["timeout"], trace);
    }

    private static Task<ServerRef<Work>> StartAsync(ProcessContext context, List<string> trace) =>
        context.Runtime.StartServerAsync(() => new TestServer { Trace = trace });
}
