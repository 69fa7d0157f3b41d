using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>What comes before the last callback of a server, and what may happen while it runs.</summary>
public sealed class StopOrderTests
{
    private static readonly ExitReason Bad = new ExitReason.Custom("bad");
    private static readonly ExitReason Crash = new ExitReason.Crashed(new InvalidOperationException("boom"));
    private static readonly ServerOptions Trapping = new() { TrapExits = true };
    private readonly List<string> _seen = [];

    [Fact]
    public void Server_TrapsSignalOfAnother_HandlesItAndLives()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(Recording, Trapping);
            context.Spawn(_ =>
            {
                server.Pid.Exit(Bad);
                return Task.CompletedTask;
            });
            await context.DelayAsync(TimeSpan.FromSeconds(1));

            Assert.Equal("up", await server.CallAsync(new Request.Ask("up")));
            Assert.Equal(["signal bad", "up"], _seen);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Terminate_Throws_ItsReasonReplacesTheFirst(bool later)
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => new ScriptedServer
            {
                OnTerminate = async (server, _) =>
                {
                    if (later)
                    {
                        await server.Context.DelayAsync(TimeSpan.FromSeconds(1));
                    }

                    throw ((ExitReason.Crashed)Crash).Error;
                },
            });

            Assert.Equal(Crash, await server.StopAsync(ExitReason.Shutdown));
        });

        Assert.Equal(Crash, Assert.IsType<Report.ProcessCrashed>(Assert.Single(simulation.Reports)).Reason);
    }

    [Fact]
    public void Signal_OfTheParent_WaitsBehindEarlierMail()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            _seen.Clear();
            using Simulation simulation = new(seed);
            simulation.Run(async context =>
            {
                context.TrapExits = true;
                ServerRef<Request> server = await context.StartServerAsync(Recording, Trapping);
                server.Cast(new Request.Tell("1"));
                server.Cast(new Request.Tell("2"));
                server.Pid.Exit(ExitReason.Shutdown);
                server.Cast(new Request.Tell("3"));

                Signal.Exit exit = await context.ReceiveAsync<Signal.Exit>();
                Assert.Equal(ExitReason.Shutdown, exit.Reason);
            });

            Assert.Equal(["1", "2", "terminate shutdown"], _seen);
            Assert.Equal([new Request.Tell("3")], simulation.DeadLetters.Select(letter => letter.Message));
        }
    }

    [Fact]
    public void Kill_DuringTerminate_EndsItAtOnce()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => SlowToEnd(TimeSpan.FromHours(1)));
            Task<ExitReason> stop = server.StopAsync();
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            server.Pid.Exit(ExitReason.Kill);

            Assert.Equal(ExitReason.Killed, await stop);
            Assert.Equal(TimeSpan.FromSeconds(1), simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void TrappedSignal_DuringTerminate_ChangesNothing()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.Runtime.StartServerAsync(() => SlowToEnd(TimeSpan.FromSeconds(5)), Trapping);
            Task<ExitReason> stop = server.StopAsync(ExitReason.Shutdown);
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            server.Pid.Exit(Bad);
            server.Cast(new Request.Tell("too late"));

            Assert.Equal(ExitReason.Shutdown, await stop);
            Assert.Equal(TimeSpan.FromSeconds(5), simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Terminate_AfterInitFailed_IsNotCalled()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            await Assert.ThrowsAsync<StartFailedException>(() => context.Runtime.StartServerAsync(() => new ScriptedServer
            {
                OnInit = static _ => new(InitResult.Stop(Bad)),
                OnTerminate = (_, _) => throw new InvalidOperationException("called"),
            }));
        });

        Assert.Equal(Bad, Assert.IsType<Report.ProcessCrashed>(Assert.Single(simulation.Reports)).Reason);
    }

    private static ScriptedServer SlowToEnd(TimeSpan time) => new()
    {
        OnTerminate = async (server, _) => await server.Context.DelayAsync(time),
    };

    private ScriptedServer Recording() => new()
    {
        OnMessage = (server, message) =>
        {
            switch (message)
            {
                case Request.Tell tell:
                    _seen.Add(tell.Text);
                    break;
                case Request.Ask ask:
                    _seen.Add(ask.Text);
                    server.Answer(ask, ask.Text);
                    break;
            }

            return default;
        },
        OnSignal = (_, signal) =>
        {
            _seen.Add($"signal {((Signal.Exit)signal).Reason}");
            return default;
        },
        OnTerminate = (_, reason) =>
        {
            _seen.Add($"terminate {reason}");
            return default;
        },
    };
}
