using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>The loop of a server: one callback at a time, in order, continue before all else.</summary>
public sealed class LoopTests
{
    [Fact]
    public void Messages_FromOneSender_AreHandledOneAtATimeInOrder() => Seeds.Explore(async context =>
    {
        List<int> handled = [];
        bool inside = false;
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer());
        for (int i = 0; i < 6; i++)
        {
            int n = i;
            server.Cast(new Do(async self =>
            {
                Assert.False(inside);
                inside = true;
                await Task.Yield();
                await self.Context.DelayAsync(TimeSpan.FromMilliseconds(n % 2));
                handled.Add(n);
                inside = false;
            }));
        }

        await server.CallAsync(TestServer.Value(0));

        Assert.Equal([0, 1, 2, 3, 4, 5], handled);
    });

    [Fact]
    public void Continue_FromInit_RunsBeforeAMessageThatWasAlreadyQueued() => Seeds.Explore(simulation =>
    {
        List<string> trace = [];
        ServerOptions named = new() { Name = "named" };
        _ = simulation.Runtime.StartServerAsync(
            () => new TestServer
            {
                Trace = trace,
                OnInit = _ =>
                {
                    simulation.Runtime.Send("named", new Do(self => self.Trace.Add("message")));
                    return new(InitResult.Continue(1));
                },
                OnContinue = (self, argument) =>
                {
                    if (argument is 1)
                    {
                        self.Continue(2);
                    }

                    return default;
                },
            },
            named);
        simulation.RunUntilIdle();

        Assert.Equal(["continue 1", "continue 2", "message"], trace);
    });

    [Fact]
    public void Continue_AfterACall_RunsAfterItsReplyAndBeforeTheNextMessage() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer { Trace = trace });
        Task<int> call = server.CallAsync(new Ask<int>((self, ask) =>
        {
            self.Reply(ask, 1);
            self.Continue("work");
            self.Context.Self.Send(new Do(later => later.Trace.Add("message")));
        })).AsTask();

        Assert.Equal(1, await call);
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["continue work", "message"], trace);
    });

    [Fact]
    public void Continue_NotOverridden_CrashesAndSaysSo()
    {
        using Simulation simulation = new();
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(() => new Bare());
        simulation.RunUntilIdle();

        Assert.True(start.IsCompletedSuccessfully);
        ExitReason.Crashed crash = Assert.IsType<ExitReason.Crashed>(Assert.Single(simulation.Exits).Reason);
        Assert.Contains("ContinueAsync", crash.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Server_OfAnyObject_GetsItsSignalsAndStopsInOrder() => Seeds.Explore(async context =>
    {
        List<object> seen = [];
        ServerRef<object> server = await context.Runtime.StartServerAsync(() => new AnyObject(seen));
        server.Cast(context.Self);
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Pid peer = context.Spawn(async self =>
        {
            self.Link(server.Pid);
            await Task.Yield();
        });
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(ExitReason.Shutdown, await server.StopAsync(ExitReason.Shutdown));

        Assert.Equal([context.Self, new Signal.Exit(peer, ExitReason.Normal), ExitReason.Shutdown], seen);
    });

    [Fact]
    public void Monitor_InAServer_ArrivesAsASignal() => Seeds.Explore(async context =>
    {
        List<string> trace = [];
        Pid target = context.Spawn(Bodies.EndsWith(ExitReason.Shutdown));
        ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer { Trace = trace });
        await server.CallAsync(new Ask<bool>((self, ask) =>
        {
            self.Context.Monitor(target);
            self.Reply(ask, true);
        }));
        await context.DelayAsync(TimeSpan.FromSeconds(1));
        target.Send("end");
        await context.DelayAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["down shutdown"], trace);
    });

    [Fact]
    public void Signal_HandlerThrows_Crashes()
    {
        InvalidOperationException error = new("signal");
        using Simulation simulation = new();
        ServerRef<Work> server = simulation.Complete(simulation.Runtime.StartServerAsync(
            () => new TestServer { OnSignal = (_, _) => throw error }, new ServerOptions { TrapExits = true }));
        simulation.Runtime.Spawn(context =>
        {
            server.Pid.Exit(ExitReason.Shutdown);
            return Task.CompletedTask;
        });
        simulation.RunUntilIdle();

        Assert.Contains((server.Pid, new ExitReason.Crashed(error)), simulation.Exits);
    }

    [Fact]
    public void Receive_InAServer_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Work> server = await context.Runtime.StartServerAsync(() => new TestServer());

            Assert.True(await server.CallAsync(new Ask<bool>((self, ask) =>
            {
                Assert.Throws<InvalidOperationException>(() => { _ = self.Context.ReceiveAsync<string>(); });
                self.Reply(ask, true);
            })));
        });
    }

    [Fact]
    public void NamedReference_FollowsTheNameThroughRestarts() => Seeds.Explore(async context =>
    {
        ServerOptions options = new() { Name = "named" };
        ServerRef<Work> named = ServerRef<Work>.ForName(context.Runtime, "named");
        Assert.Equal((Pid.None, SendResult.NoProcess), (named.Pid, named.Cast(TestServer.Value(0))));
        for (int i = 1; i <= 3; i++)
        {
            ServerRef<Work> incarnation = await context.Runtime.StartServerAsync(() => new TestServer(), options);
            Assert.Equal(incarnation.Pid, named.Pid);
            Assert.Equal(i, await named.CallAsync(TestServer.Value(i)));
            await named.StopAsync();
        }

        Assert.Equal("named", named.ToString());
        Assert.Equal(ServerRef<Work>.ForName(context.Runtime, "named"), named);
    });

    private sealed class Bare : GenServer<Work>
    {
        protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

        protected override ValueTask HandleAsync(Work message) => default;
    }

    private sealed class AnyObject(List<object> seen) : GenServer<object>
    {
        protected override ValueTask<InitResult> InitAsync()
        {
            Context.TrapExits = true;
            return new(InitResult.Ok);
        }

        protected override ValueTask HandleAsync(object message)
        {
            seen.Add(message);
            return default;
        }

        protected override ValueTask HandleSignalAsync(Signal signal)
        {
            seen.Add(signal);
            return default;
        }

        protected override ValueTask TerminateAsync(ExitReason reason)
        {
            seen.Add(reason);
            return default;
        }
    }
}
