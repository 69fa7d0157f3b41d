using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>How the start of a server ends: what the starter gets, how the process ends, and what is left of it.</summary>
public sealed class InitTests
{
    private static readonly InvalidOperationException Error = new("init");

    private static readonly Dictionary<string, Func<TestServer, ValueTask<InitResult>>> Inits = new()
    {
        ["ok"] = _ => new(InitResult.Ok),
        ["ok later"] = async _ =>
        {
            await Task.Yield();
            return InitResult.Ok;
        },
        ["ignore"] = _ => new(InitResult.Ignore),
        ["stop normal"] = _ => new(InitResult.Stop(ExitReason.Normal)),
        ["stop shutdown"] = _ => new(InitResult.Stop(ExitReason.Shutdown)),
        ["stop custom"] = _ => new(InitResult.Stop(new ExitReason.Custom("mine"))),
        ["fail"] = _ => new(InitResult.Fail(new ExitReason.Custom("quiet"))),
        ["throws"] = _ => throw Error,
        ["throws later"] = async _ =>
        {
            await Task.Yield();
            throw Error;
        },
        ["exits"] = server =>
        {
            server.Context.Exit(ExitReason.Shutdown);
            return default;
        },
        ["exits with kill"] = _ => throw new ProcessExitException(ExitReason.Kill),
    };

    /// <summary>Init, what the start answers, what the process ends with (null: it lives), whether a crash is reported.</summary>
    public static TheoryData<string, StartResult, ExitReason?, bool> Outcomes => new()
    {
        { "ignore", new StartResult.Ignored(), ExitReason.Normal, false },
        { "stop normal", new StartResult.Failed(ExitReason.Normal), ExitReason.Normal, false },
        { "stop shutdown", new StartResult.Failed(ExitReason.Shutdown), ExitReason.Shutdown, false },
        { "stop custom", new StartResult.Failed(new ExitReason.Custom("mine")), new ExitReason.Custom("mine"), true },
        { "fail", new StartResult.Failed(new ExitReason.Custom("quiet")), ExitReason.Normal, false },
        { "throws", new StartResult.Failed(new ExitReason.Crashed(Error)), new ExitReason.Crashed(Error), true },
        { "throws later", new StartResult.Failed(new ExitReason.Crashed(Error)), new ExitReason.Crashed(Error), true },
        { "exits", new StartResult.Failed(ExitReason.Shutdown), ExitReason.Shutdown, false },
        { "exits with kill", new StartResult.Failed(ExitReason.Kill), ExitReason.Kill, true },
    };

    [Theory]
    [InlineData("ok")]
    [InlineData("ok later")]
    public void Init_Succeeds_StarterGetsTheServer(string init) => Seeds.Explore(async context =>
    {
        ServerRef<Work> server = await context.StartServerAsync(() => new TestServer { OnInit = Inits[init] }, new ServerOptions { Name = "named" });

        Assert.Equal(server.Pid, context.Runtime.Find("named"));
        Assert.Equal(1, await server.CallAsync(TestServer.Value(1)));
    });

    [Theory]
    [MemberData(nameof(Outcomes))]
    [Trait("Bug", "5")]
    public void Init_DoesNotSucceed_AnswersWhenAllIsGone(string init, StartResult answer, ExitReason? end, bool reported) => Seeds.Explore(simulation =>
    {
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            for (int i = 0; i < 3; i++)
            {
                StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(
                    () => context.StartServerAsync(() => new TestServer { OnInit = Inits[init] }, new ServerOptions { Name = "named" }));

                Assert.Equal(answer, error.Result);
                Assert.Equal(Pid.None, context.Runtime.Find("named"));
                Assert.Equal(1, context.Runtime.ProcessCount);
            }

            // Neither an exit message of the failed starts nor anything that they held is left.
            Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.FromSeconds(1)));
            Assert.Empty((await context.Runtime.InfoAsync(context.Self))!.Links);
            await context.StartServerAsync(() => new TestServer(), new ServerOptions { Name = "named" });
        });

        Assert.All(simulation.Exits.Take(3), exit => Assert.Equal(end, exit.Reason));
        Assert.Equal(reported ? 3 : 0, simulation.Reports.OfType<Report.ProcessCrashed>().Count());
    });

    [Fact]
    public void Init_FailsLoudly_EndsAStarterThatDoesNotTrap() => Seeds.Explore(simulation =>
    {
        Pid starter = simulation.Runtime.Spawn(async context =>
        {
            await context.StartServerAsync(() => new TestServer { OnInit = Inits["stop custom"] });
        });
        simulation.RunUntilIdle();

        Assert.Equal(new ExitReason.Custom("mine"), simulation.Exits.Single(exit => exit.Pid == starter).Reason);
    });

    [Theory]
    [InlineData("ignore")]
    [InlineData("fail")]
    public void Init_FailsQuietly_LeavesAStarterThatDoesNotTrap(string init) => Seeds.Explore(async context =>
    {
        await Assert.ThrowsAsync<StartFailedException>(() => context.StartServerAsync(() => new TestServer { OnInit = Inits[init] }));
        await context.DelayAsync(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void Init_FromOutside_CompletesWithTheServerOrTheFailure()
    {
        using Simulation simulation = new();
        ServerRef<Work> works = simulation.Complete(simulation.Runtime.StartServerAsync(() => new TestServer()));
        Task<ServerRef<Work>> fails = simulation.Runtime.StartServerAsync(() => new TestServer { OnInit = Inits["throws"] });
        simulation.RunUntilIdle();

        Assert.True(works.Pid.IsAlive);
        StartFailedException error = Assert.IsType<StartFailedException>(fails.Exception!.InnerException);
        Assert.Same(Error, error.InnerException);
    }

    [Fact]
    public void Init_TakesTooLong_ServerIsKilledAndTheStartFails() => Seeds.Explore(async context =>
    {
        ServerOptions options = new() { Name = "slow", InitTimeout = TimeSpan.FromSeconds(2) };

        StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(() => context.StartServerAsync(
            () => new TestServer
            {
                OnInit = async server =>
                {
                    await server.Context.DelayAsync(Timeout.InfiniteTimeSpan);
                    return InitResult.Ok;
                },
            },
            options));

        Assert.Equal(new StartResult.Failed(new ExitReason.Custom("timeout")), error.Result);
        Assert.Equal(Pid.None, context.Runtime.Find("slow"));
        await context.DelayAsync(TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void InitTimeout_IsNegative_IsRefusedBeforeAnythingIsMade()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerOptions wrong = new() { Name = "wrong", InitTimeout = TimeSpan.FromSeconds(-2) };

            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => context.StartServerAsync(() => new TestServer(), wrong));

            Assert.Equal((1, Pid.None), (context.Runtime.ProcessCount, context.Runtime.Find("wrong")));
        });

        Task stopped = simulation.Runtime.StopAsync(CancellationToken.None);
        simulation.RunUntilIdle();
        Assert.True(stopped.IsCompletedSuccessfully);
    }

    [Fact]
    public void Init_EndsAtTheInstantOfItsLimit_StartedServersLiveAndOthersAreGone() => Seeds.Explore(async context =>
    {
        StartFailedException? error = null;
        ServerRef<Work> server = default;
        try
        {
            server = await context.StartServerAsync(
                () => new TestServer
                {
                    OnInit = async self =>
                    {
                        await self.Context.DelayAsync(TimeSpan.FromSeconds(1));
                        return InitResult.Ok;
                    },
                },
                new ServerOptions { InitTimeout = TimeSpan.FromSeconds(1) });
        }
        catch (StartFailedException caught)
        {
            error = caught;
        }

        await context.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(error is null, server.Pid.IsAlive);
        Assert.Equal(error is null ? 2 : 1, context.Runtime.ProcessCount);
    });

    [Fact]
    public void Name_IsTaken_AnswersWithTheHolderAndMakesNoInstance()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            bool made = false;
            ServerRef<Work> first = await context.StartServerAsync(() => new TestServer(), new ServerOptions { Name = "named" });

            StartFailedException error = await Assert.ThrowsAsync<StartFailedException>(() => context.StartServerAsync(
                () =>
                {
                    made = true;
                    return new TestServer();
                },
                new ServerOptions { Name = "named" }));

            Assert.Equal(new StartResult.AlreadyStarted(first.Pid), error.Result);
            Assert.False(made);
        });
        Assert.Empty(simulation.Reports);
    }

    [Fact]
    public void Factory_ReturnsNullOrAUsedInstance_IsAnErrorOfUse()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            TestServer used = new();
            await context.StartServerAsync(() => used);

            await Assert.ThrowsAsync<InvalidOperationException>(async () => await context.StartServerAsync(() => used));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await context.StartServerAsync<Work>(() => null!));
            await Assert.ThrowsAsync<NotSupportedException>(async () => await context.StartServerAsync<Work>(() => throw new NotSupportedException()));

            Assert.Equal(2, context.Runtime.ProcessCount);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ExitSignal_DuringInit_EndsOneThatDoesNotTrapAndWaitsForOneThatDoes(bool traps) => Seeds.Explore(simulation =>
    {
        TaskCompletionSource gate = new();
        List<string> trace = [];
        Pid self = Pid.None;
        Task<ServerRef<Work>> start = simulation.Runtime.StartServerAsync(
            () => new TestServer
            {
                Trace = trace,
                OnInit = async server =>
                {
                    self = server.Self;
                    await gate.Task;
                    return InitResult.Ok;
                },
            },
            new ServerOptions { TrapExits = traps });
        simulation.RunUntilIdle();

        self.Exit(ExitReason.Shutdown);
        simulation.RunUntilIdle();
        gate.SetResult();
        simulation.RunUntilIdle();

        Assert.Equal(traps, start.IsCompletedSuccessfully);
        Assert.Equal(traps ? ["terminate shutdown"] : [], trace);
        Assert.Equal([(self, ExitReason.Shutdown)], simulation.Exits);
    });

    [Fact]
    public void Members_BeforeTheServerIsStarted_AreErrorsOfUse()
    {
        TestServer unstarted = new();

        Assert.Throws<InvalidOperationException>(() => unstarted.Self);
        Assert.Throws<InvalidOperationException>(() => unstarted.Context);
        Assert.Throws<InvalidOperationException>(() => unstarted.Stopping);
    }
}
