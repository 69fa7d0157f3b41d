using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>What a server receives besides its messages, and when it has a process.</summary>
public sealed class SignalTests
{
    private readonly List<Signal> _signals = [];

    [Fact]
    public void Exit_OfLinkedProcess_ReachesServerThatTraps()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Pid child = default;
            ServerRef<Request> server = await context.StartServerAsync(
                () => Recording(server => child = server.Context.SpawnLink(static self => self.DelayAsync(TimeSpan.FromSeconds(1)))),
                new ServerOptions { TrapExits = true });
            await context.DelayAsync(TimeSpan.FromSeconds(2));

            Assert.Equal([new Signal.Exit(child, ExitReason.Normal)], _signals);
            Assert.True(server.Pid.IsAlive);
        });
    }

    [Fact]
    public void Signal_IsNotOverridden_IsIgnored()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer());
            server.Pid.Send(new Signal.Timeout());

            Assert.Equal("up", await server.CallAsync(new Request.Ask("up")));
        });

        Assert.Empty(simulation.DeadLetters);
    }

    [Fact]
    public void Message_OfUnexpectedType_IsDroppedAndCounted()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Request> server = await context.StartServerAsync(static () => new ScriptedServer());
            server.Pid.Send("what?");

            Assert.Equal("up", await server.CallAsync(new Request.Ask("up")));
            Assert.Equal([new DeadLetter(server.Pid, null, "what?", DeadLetterCause.UnexpectedMessage)], simulation.DeadLetters);
        });
    }

    [Fact]
    public void Members_UsedBeforeTheStart_ThrowAndSayWhen()
    {
        ScriptedServer server = new();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => server.Self);

        Assert.Equal(
            "ScriptedServer has no process yet: its members work from InitAsync on, not in the constructor. Start it with StartServerAsync or as a child.",
            error.Message);
        Assert.Throws<InvalidOperationException>(() => server.Context);
        Assert.Throws<InvalidOperationException>(() => server.SelfRef);
        Assert.Throws<InvalidOperationException>(() => server.Stopping);
    }

    private ScriptedServer Recording(Action<ScriptedServer> init) => new()
    {
        OnInit = server =>
        {
            init(server);
            return new(InitResult.Ok);
        },
        OnSignal = (_, signal) =>
        {
            _signals.Add(signal);
            return default;
        },
    };
}
