using Supervision.Testing;

namespace Supervision.Tests.Diagnostics;

/// <summary>A log provider that throws costs lines, and nobody else anything.</summary>
public sealed class ThrowingLoggerTests
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public void DeadLetters_AreCountedAndSendersGoOn(bool throwsWhenAsked)
    {
        using Simulation simulation = Start(throwsWhenAsked, out ThrowingLogger logger);
        Pid receiver = simulation.Runtime.Spawn(Bodies.Idle);
        receiver.Send("left behind");
        simulation.RunUntilIdle();
        Task<ExitReason> end = receiver.WaitForExitAsync();
        receiver.Exit(ExitReason.Kill);

        Assert.Equal(ExitReason.Killed, simulation.Complete(end));
        Assert.Equal(SendResult.NoProcess, receiver.Send("too late"));
        Assert.Equal(SendResult.NoProcess, simulation.Runtime.Send("nobody", "no name"));
        Assert.Equal(3, simulation.Runtime.DeadLetterCount);
        Assert.True(logger.Thrown > 0);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void MessageThatIsNotHandled_DoesNotEndItsReceiver(bool throwsWhenAsked)
    {
        using Simulation simulation = Start(throwsWhenAsked, out ThrowingLogger logger);
        ServerRef<string> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Quiet()));
        SupervisorRef root = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static _ => { })));

        server.Pid.Send(1);
        root.Pid.Send(1);
        simulation.RunUntilIdle();

        Assert.True(server.Pid.IsAlive);
        Assert.True(root.Pid.IsAlive);
        Assert.True(logger.Thrown > 0);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void FailuresOfOthersCode_AreNotMadeWorse(bool throwsWhenAsked)
    {
        using Simulation simulation = Start(throwsWhenAsked, out ThrowingLogger logger);
        SupervisorRef root = simulation.Complete(simulation.Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", static root => root
            .Child(new ChildSpec("child", static context =>
            {
                context.Own(new BrokenOwner());
                return context.StartProcessAsync(static process =>
                {
                    process.CancellationToken.Register(static () => throw new InvalidOperationException("a callback"));
                    return Bodies.Idle(process);
                });
            })))));
        Pid child = Assert.Single(simulation.Complete(root.ListChildrenAsync())).Pid;

        child.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();

        ChildInfo next = Assert.Single(simulation.Complete(root.ListChildrenAsync()));
        Assert.Equal(ChildInfo.State.Running, next.Status);
        Assert.NotEqual(child, next.Pid);
        Assert.True(logger.Thrown > 0);
    }

    [Fact]
    public void CountOfLinesThatWereLeftOut_IsLost_AndTimersGoOn()
    {
        using Simulation simulation = Start(false, out ThrowingLogger logger, maxLogLines: 1);
        ServerRef<string> server = simulation.Complete(simulation.Runtime.StartServerAsync(static () => new Quiet()));
        server.Pid.Send(1);
        server.Pid.Send(2);
        simulation.RunUntilIdle();
        int before = logger.Thrown;

        simulation.Advance(TimeSpan.FromSeconds(20));

        Assert.True(logger.Thrown > before);
        Assert.True(server.Pid.IsAlive);
        Task stop = simulation.Runtime.StopAsync();
        simulation.RunUntilQuiet();
        Assert.True(stop.IsCompletedSuccessfully);
    }

    private static Simulation Start(bool throwsWhenAsked, out ThrowingLogger logger, int maxLogLines = 1000)
    {
        logger = new ThrowingLogger(throwsWhenAsked);
        return new Simulation(new SimulationOptions
        {
            Crashes = CrashPolicy.Allow,
            Runtime = new ProcessRuntimeOptions { LoggerFactory = logger, MaxLogLines = maxLogLines },
        });
    }

    private sealed class Quiet : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }

    private sealed class BrokenOwner : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new InvalidOperationException("the owner");
    }
}
