using Supervision.Testing;

namespace Supervision.Tests.Runtime;

public abstract record CounterMessage
{
    public sealed record Add(int N) : CounterMessage;

    public sealed record Get : CounterMessage, ICall<CounterMessage, int>;

    public sealed record Crash : CounterMessage;
}

public sealed class Counter : GenServer<CounterMessage>
{
    private int _n;

    protected override ValueTask HandleAsync(CounterMessage message)
    {
        switch (message)
        {
            case CounterMessage.Add add:
                _n += add.N;
                break;
            case CounterMessage.Get get:
                Reply(get, _n);
                break;
            case CounterMessage.Crash:
                throw new InvalidOperationException("boom");
        }

        return default;
    }
}

public sealed class SmokeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1UL)]
    [InlineData(7UL)]
    public void Server_CastAndCall_Replies(ulong? seed)
    {
        using Simulation simulation = new(seed);
        simulation.Run(async context =>
        {
            ServerRef<CounterMessage> counter = await context.StartServerAsync(() => new Counter());
            counter.Cast(new CounterMessage.Add(3));
            counter.Cast(new CounterMessage.Add(4));
            Assert.Equal(7, await counter.CallAsync(new CounterMessage.Get()));
        });
        Assert.Empty(simulation.DeadLetters);
    }

    [Fact]
    public void Server_Crashes_CallerGetsReason()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            context.TrapExits = true;
            ServerRef<CounterMessage> counter = await context.StartServerAsync(() => new Counter());
            MonitorRef monitor = context.Monitor(counter.Pid);
            counter.Cast(new CounterMessage.Crash());
            CallResult<int> result = await counter.TryCallAsync(new CounterMessage.Get());
            Assert.Equal(CallFailureCause.ServerEnded, result.Failure!.Cause);
            Signal.Down down = await context.ReceiveAsync<Signal.Down>();
            Assert.Same(monitor, down.Monitor);
            Signal.Exit exit = await context.ReceiveAsync<Signal.Exit>();
            Assert.Equal(down.Reason, exit.Reason);
            Assert.False(counter.Pid.IsAlive);
        });
    }

    [Fact]
    public void Receive_Timeout_TakesVirtualTime()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.FromMinutes(10)));
            await context.DelayAsync(TimeSpan.FromMinutes(5));
            Assert.Null(await context.TryReceiveAsync<string>(TimeSpan.Zero));
        });
        Assert.Equal(TimeSpan.FromMinutes(15), simulation.Time.Elapsed);
    }

    [Fact]
    public async Task Real_CastAndCall_Replies()
    {
        await using ProcessRuntime runtime = new();
        ServerRef<CounterMessage> counter = await runtime.StartServerAsync(() => new Counter());
        counter.Cast(new CounterMessage.Add(3));
        Assert.Equal(3, await counter.CallAsync(new CounterMessage.Get()));
        counter.Cast(new CounterMessage.Crash());
        ExitReason reason = await counter.Pid.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.IsType<ExitReason.Crashed>(reason);
    }
}
