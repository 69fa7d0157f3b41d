using Supervision.Testing;

namespace Supervision.Tests.Servers;

/// <summary>Servers made from a function of their state.</summary>
public sealed class DefineTests
{
    private abstract record Count
    {
        internal sealed record Add(int N) : Count;

        internal sealed record Get : Count, ICall<Count, int>;

        internal sealed record Later : Count, ICall<Count, int>;

        internal sealed record End : Count, ICall<Count, int>;
    }

    private static Func<GenServer<Count>> Synchronous { get; } = Server.Define<int, Count>(
        () => 0,
        (state, message, context) => message switch
        {
            Count.Add add => state + add.N,
            Count.Get get => context.Reply(get, state, state),
            Count.Later later => Answer(context, context.TakeCaller(later), state),
            Count.End end => Stop(context, end, state),
            _ => state,
        });

    private static Func<GenServer<Count>> Asynchronous { get; } = Server.Define<int, Count>(
        async () =>
        {
            await Task.Yield();
            return 0;
        },
        async (state, message, context) =>
        {
            await Task.Yield();
            return message switch
            {
                Count.Add add => state + add.N,
                Count.Get get => context.Reply(get, state, state),
                Count.Later later => Answer(context, context.TakeCaller(later), state),
                Count.End end => Stop(context, end, state),
                _ => state,
            };
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Function_HandlesCastsAndCallsAndStops(bool isAsync) => Seeds.Explore(async context =>
    {
        ServerRef<Count> server = await context.Runtime.StartServerAsync(isAsync ? Asynchronous : Synchronous);
        Task<ExitReason> ended = server.Pid.WaitForExitAsync();
        server.Cast(new Count.Add(3));
        server.Cast(new Count.Add(4));

        Assert.Equal(7, await server.CallAsync(new Count.Get()));
        Assert.Equal(7, await server.CallAsync(new Count.Later()));
        Assert.Equal(7, await server.CallAsync(new Count.End()));
        Assert.Equal(ExitReason.Shutdown, await ended);
    });

    [Fact]
    public void Function_EachIncarnation_BeginsAnew()
    {
        using Simulation simulation = new();
        simulation.Run(async context =>
        {
            ServerRef<Count> first = await context.Runtime.StartServerAsync(Synchronous);
            first.Cast(new Count.Add(1));
            ServerRef<Count> second = await context.Runtime.StartServerAsync(Synchronous);

            Assert.Equal((1, 0), (await first.CallAsync(new Count.Get()), await second.CallAsync(new Count.Get())));
        });
    }

    private static int Answer(ServerContext<Count> context, ReplyTo<int> caller, int state)
    {
        context.Process.Spawn(_ =>
        {
            caller.Reply(state);
            return Task.CompletedTask;
        });
        return state;
    }

    private static int Stop(ServerContext<Count> context, Count.End end, int state)
    {
        context.Stop(ExitReason.Shutdown);
        return context.Reply(end, state, state);
    }
}
