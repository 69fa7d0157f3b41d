using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>What the initialisation may answer, and what everybody sees of it.</summary>
public sealed class GenServerInitTests
{
    private const string Name = "server";
    private static readonly ExitReason Bad = new ExitReason.Custom("bad");
    private static readonly ExitReason Crash = new ExitReason.Crashed(new InvalidOperationException("boom"));
    private static readonly ServerOptions Named = new() { Name = Name };

    private static readonly Dictionary<string, Outcome> Failures = new(StringComparer.Ordinal)
    {
        ["ignore"] = new(static () => InitResult.Ignore, ExitReason.Normal, new StartResult.Ignored()),
        ["stop, orderly"] = new(static () => InitResult.Stop(ExitReason.Shutdown), ExitReason.Shutdown),
        ["stop, normal"] = new(static () => InitResult.Stop(ExitReason.Normal), ExitReason.Normal),
        ["stop"] = new(static () => InitResult.Stop(Bad), Bad, IsReported: true),
        ["fail"] = new(static () => InitResult.Fail(Bad), ExitReason.Normal, new StartResult.Failed(Bad)),
        ["throw"] = new(static () => throw ((ExitReason.Crashed)Crash).Error, Crash, IsReported: true),
        ["exit"] = new(static () => throw new ProcessExitException(Bad), Bad, IsReported: true),
        ["exit, orderly"] = new(static () => throw new ProcessExitException(ExitReason.Shutdown), ExitReason.Shutdown),
    };

    private sealed record Outcome(Func<InitResult> Init, ExitReason Reason, StartResult? Result = null, bool IsReported = false);

    public static TheoryData<string, bool> EveryFailure
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach (string failure in Failures.Keys)
            {
                data.Add(failure, false);
                data.Add(failure, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryFailure))]
    public void Init_Fails_StarterThatTrapsHearsItOnceAndNameIsFree(string failure, bool later)
    {
        Outcome outcome = Failures[failure];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;

            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                () => context.StartServerAsync(Failing(outcome, later), Named));

            Assert.Equal(outcome.Result ?? new StartResult.Failed(outcome.Reason), error.Result);
            Assert.Equal(outcome.Reason, Assert.Single(simulation.Exits).Reason);
            Assert.Equal(Pid.None, context.Runtime.Find(Name));
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
        });

        Assert.Equal(outcome.IsReported ? [outcome.Reason] : [], simulation.Reports.OfType<Report.ProcessCrashed>().Select(report => report.Reason));
    }

    [Theory]
    [MemberData(nameof(EveryFailure))]
    public void Init_Fails_StarterThatDoesNotTrapDiesUnlessItIsQuiet(string failure, bool later)
    {
        Outcome outcome = Failures[failure];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            (_, MonitorRef monitor) = context.SpawnMonitor(
                async starter =>
                {
                    await Assert.ThrowsAsync<StartFailedException>(() => starter.StartServerAsync(Failing(outcome, later)));
                });

            Signal.Down down = await context.ReceiveAsync<Signal.Down>();

            Assert.Same(monitor, down.Monitor);
            Assert.Equal(outcome.Reason, down.Reason);
        });
    }

    [Fact]
    public void Init_TakesTooLong_IsKilledAndStartFailsWithTimeout()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;

            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                () => context.StartServerAsync(Endless, Named with { InitTimeout = TimeSpan.FromSeconds(2) }));

            Assert.Equal(new StartResult.Failed(new ExitReason.Custom("timeout")), error.Result);
            Assert.Equal(ExitReason.Killed, Assert.Single(simulation.Exits).Reason);
            Assert.Equal(Pid.None, context.Runtime.Find(Name));
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
        });

        Assert.Equal(TimeSpan.FromSeconds(2), simulation.Time.Elapsed);
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void Init_TakesTooLong_StarterThatDoesNotTrapLivesOn()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                () => context.StartServerAsync(Endless, new ServerOptions { InitTimeout = TimeSpan.FromSeconds(2) }));

            Assert.Equal(new StartResult.Failed(new ExitReason.Custom("timeout")), error.Result);
            Assert.True(context.Self.IsAlive);
        });
    }

    [Fact]
    public void Init_TimeoutStrikesAtAnyStep_EitherStartsOrFailsEntirely()
    {
        HashSet<bool> seen = [];
        for (int steps = 0; steps < 20; steps++)
        {
            using Simulation simulation = new();
            Task<ServerRef<Request>> start = simulation.Runtime.StartServerAsync(
                static () => new ScriptedServer { OnInit = static _ => YieldAsync(10) }, Named with { InitTimeout = TimeSpan.FromSeconds(1) });
            for (int i = 0; i < steps; i++)
            {
                simulation.Step();
            }

            if (simulation.Time.NextDue is not null)
            {
                simulation.Time.FireNext();
            }

            simulation.RunUntilIdle();

            Assert.True(start.IsCompleted);
            Assert.Equal(start.IsCompletedSuccessfully, simulation.Runtime.Find(Name).IsAlive);
            seen.Add(start.IsCompletedSuccessfully);
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Start_NameIsTaken_AnswersTheHolderAndMakesNoServer()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> holder = await context.StartServerAsync(static () => new ScriptedServer(), Named);

            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                () => context.StartServerAsync<Request>(static () => throw new InvalidOperationException("made"), Named));

            Assert.Equal(new StartResult.AlreadyStarted(holder.Pid), error.Result);
            Assert.Equal("here", await holder.CallAsync(new Request.Ask("here")));
        });

        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void Continue_MessageIsQueuedBeforeStartEnds_ComesFirst()
    {
        List<string> seen = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Task<ServerRef<Request>> start = context.StartServerAsync(() => Continuing(seen), Named);
            context.Runtime.Send(Name, new Request.Tell("message"));
            ServerRef<Request> server = await start;

            Assert.Equal("done", await server.CallAsync(new Request.Ask("done")));
        });

        Assert.Equal(["init", "continue 1", "continue 2", "message", "done"], seen);
    }

    [Fact]
    public void Continue_StarterGoesOn_BeforeItEnds()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer
            {
                OnInit = static _ => new(InitResult.Continue()),
                OnContinue = static async (server, _) => await server.Context.DelayAsync(TimeSpan.FromMinutes(1)),
            });

            Assert.Equal(TimeSpan.Zero, simulation.Time.Elapsed);
            Assert.Equal("late", await server.CallAsync(new Request.Ask("late"), Timeout.InfiniteTimeSpan));
            Assert.Equal(TimeSpan.FromMinutes(1), simulation.Time.Elapsed);
        });
    }

    [Fact]
    public void Continue_IsNotImplemented_CrashesTheServer()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            ServerRef<Request> server = await context.StartServerAsync(
                static () => new ScriptedServer { OnInit = static _ => new(InitResult.Continue()) });

            Signal.Exit exit = await context.ReceiveAsync<Signal.Exit>();

            Assert.Equal(server.Pid, exit.From);
            Assert.IsType<ExitReason.Crashed>(exit.Reason);
        });
    }

    [Theory]
    [Trait("Bug", "5")]
    [InlineData("stop")]
    [InlineData("fail")]
    [InlineData("throw")]
    public void Start_FailsAndIsTriedAgainAtOnce_FindsTheNameFree(string failure)
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            using Simulation simulation = new(seed);
            simulation.Run(async context =>
            {
                context.TrapExits = true;
                for (int i = 0; i < 3; i++)
                {
                    StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                        () => context.StartServerAsync(Failing(Failures[failure], later: i == 1), Named));
                    Assert.IsType<StartResult.Failed>(error.Result);
                }

                ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer(), Named);
                Assert.Equal("up", await server.CallAsync(new Request.Ask("up")));
                Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
            });
        }
    }

    [Fact]
    public void Init_SignalEndsServerThatDoesNotTrap_StartFailsWithItsReason()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            Task<ServerRef<Request>> start = context.StartServerAsync(Endless, Named);
            context.Runtime.Find(Name).Exit(Bad);

            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(() => start);

            Assert.Equal(new StartResult.Failed(Bad), error.Result);
        });
    }

    [Fact]
    public void Init_SignalReachesServerThatTraps_IsHandledAfterwards()
    {
        List<string> seen = [];
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Task<ServerRef<Request>> start = context.StartServerAsync(() => SlowStarter(seen), Named with { TrapExits = true });
            Pid server = context.Runtime.Find(Name);
            context.Spawn(_ => { server.Exit(Bad); return Task.CompletedTask; });

            ServerRef<Request> started = await start;

            Assert.Equal("up", await started.CallAsync(new Request.Ask("up")));
        });

        Assert.Equal(["init", "bad"], seen);
    }

    private static Func<GenServer<Request>> Failing(Outcome outcome, bool later) => () => new ScriptedServer
    {
        OnInit = async server =>
        {
            if (later)
            {
                await server.Context.DelayAsync(TimeSpan.FromSeconds(1));
            }

            return outcome.Init();
        },
    };

    private static async ValueTask<InitResult> YieldAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await Task.Yield();
        }

        return InitResult.Ok;
    }

    private static ScriptedServer Endless() => new()
    {
        OnInit = static async server =>
        {
            await server.Context.DelayAsync(Timeout.InfiniteTimeSpan);
            return InitResult.Ok;
        },
    };

    private static ScriptedServer SlowStarter(List<string> seen) => new()
    {
        OnInit = async server =>
        {
            await server.Context.DelayAsync(TimeSpan.FromSeconds(1));
            seen.Add("init");
            return InitResult.Ok;
        },
        OnSignal = (_, signal) =>
        {
            seen.Add(((Signal.Exit)signal).Reason.ToString());
            return default;
        },
    };

    private static ScriptedServer Continuing(List<string> seen) => new()
    {
        OnInit = _ =>
        {
            seen.Add("init");
            return new(InitResult.Continue("continue 1"));
        },
        OnContinue = (server, argument) =>
        {
            seen.Add((string)argument!);
            if (argument is "continue 1")
            {
                server.Continue("continue 2");
            }

            return default;
        },
        OnMessage = (server, message) =>
        {
            seen.Add(message switch { Request.Tell tell => tell.Text, Request.Ask ask => ask.Text, _ => "?" });
            if (message is Request.Ask)
            {
                server.Answer(message, "done");
            }

            return default;
        },
    };
}
