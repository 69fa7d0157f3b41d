using Supervision.Testing;

namespace Supervision.Tests.Inspections;

/// <summary>Traces of messages, and how each switches itself off.</summary>
public sealed class TraceTests
{
    [Fact]
    public void Trace_ShowsWhatIsTakenAndByWhom() => Run(async (test, receiver) =>
    {
        IAsyncEnumerator<MessageTrace> trace = Trace(test, new MessageTraceOptions { Where = message => message.Pid == receiver, Max = 2 });
        ValueTask<bool> first = trace.MoveNextAsync();
        await test.DelayAsync(TimeSpan.FromSeconds(1));

        receiver.Send("message");
        receiver.Send(7);

        Assert.True(await first);
        Assert.Equal(new MessageTrace(TimeSpan.FromSeconds(1), receiver, "receiver", "collector", "String", null), trace.Current);
        Assert.True(await trace.MoveNextAsync());
        Assert.Equal("Int32", trace.Current.MessageType);
        Assert.False(await trace.MoveNextAsync());
    });

    [Fact]
    public async Task Runtime_ThatStops_EndsItsTraces()
    {
        await using ProcessRuntime runtime = new();
        await using IAsyncEnumerator<MessageTrace> running = runtime.TraceAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        ValueTask<bool> first = running.MoveNextAsync();

        await runtime.DisposeAsync();
        Assert.False(await first);
        await using IAsyncEnumerator<MessageTrace> late = runtime.TraceAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.False(await late.MoveNextAsync());
        Assert.False(runtime.IsObserved);
    }

    [Fact]
    public void WithMessages_ShowsThemselves() => Run(async (test, receiver) =>
    {
        List<MessageTrace> seen = await CollectAsync(test, receiver, new MessageTraceOptions { WithMessages = true, Max = 1 }, 1);

        Assert.Equal("message 1", Assert.Single(seen).Message);
    });

    [Theory]
    [InlineData(5, 50, 5)]
    [InlineData(100, 7, 7)]
    public void TooMany_EndTheTrace(int max, int perSecond, int expected) => Run(async (test, receiver) =>
    {
        List<MessageTrace> seen = await CollectAsync(test, receiver, new MessageTraceOptions { Max = max, PerSecond = perSecond }, 20);

        Assert.Equal(expected, seen.Count);
        Assert.False(test.Runtime.IsObserved);
    });

    [Fact]
    public void SlowMessages_AreShownUntilTheLimit() => Run(async (test, receiver) =>
    {
        for (int i = 1; i <= 100; i++)
        {
            test.SendAfter(TimeSpan.FromSeconds(i), receiver, "message");
        }

        List<MessageTrace> seen = await CollectAsync(test, receiver, new MessageTraceOptions { PerSecond = 1, Limit = TimeSpan.FromSeconds(30.5) }, 0);

        Assert.Equal(30, seen.Count);
        Assert.False(test.Runtime.IsObserved);
    });

    [Fact]
    public void ConditionThatThrows_EndsTheTraceAndNoProcess() => Run(async (test, receiver) =>
    {
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => CollectAsync(test, receiver, new MessageTraceOptions { Where = static _ => throw new InvalidOperationException("picky") }, 1));

        Assert.Equal("picky", thrown.Message);
        Assert.True(receiver.IsAlive);
        Assert.False(test.Runtime.IsObserved);
    });

    [Fact]
    public void ReaderThatGoesAway_EndsTheTrace() => Run(async (test, receiver) =>
    {
        await foreach (MessageTrace message in ReadAsync(test, receiver, new MessageTraceOptions(), 3))
        {
            Assert.Equal(receiver, message.Pid);
            break;
        }

        Assert.False(test.Runtime.IsObserved);
        Assert.Equal(0, test.Runtime.TimerCount);
    });

    [Fact]
    public void ServerThatIsBehind_IsShownMessageByMessage() => Run(async (test, _) =>
    {
        ServerRef<string> server = await test.StartSupervisedAsync(static () => new Listener());

        List<MessageTrace> seen = await CollectAsync(test, server.Pid, new MessageTraceOptions(), 30, TimeSpan.FromSeconds(2));

        Assert.Equal(30, seen.Count);
    });

    [Fact]
    public async Task WrongOptions_AreRefusedAtOnce()
    {
        await using ProcessRuntime runtime = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => runtime.TraceAsync(new MessageTraceOptions { Max = 0 }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => runtime.TraceAsync(new MessageTraceOptions { PerSecond = 0 }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => runtime.TraceAsync(new MessageTraceOptions { Limit = Timeout.InfiniteTimeSpan }, TestContext.Current.CancellationToken));
    }

    private static void Run(Func<TestProcess, Pid, Task> body) => Simulation.Test(
        test => body(test, test.SpawnLink(Bodies.Collects([]), new ProcessOptions { Name = "receiver", Label = "collector" })));

    private static IAsyncEnumerator<MessageTrace> Trace(TestProcess test, MessageTraceOptions options) =>
        test.Runtime.TraceAsync(options, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);

    /// <summary>Traces one receiver, which gets some messages as soon as the trace has begun.</summary>
    private static async IAsyncEnumerable<MessageTrace> ReadAsync(TestProcess test, Pid receiver, MessageTraceOptions options, int messages)
    {
        Func<MessageTrace, bool> where = options.Where ?? (static _ => true);
        IAsyncEnumerator<MessageTrace> trace = Trace(test, options with { Where = message => message.Pid == receiver && where(message) });
        try
        {
            ValueTask<bool> next = trace.MoveNextAsync();
            for (int i = 1; i <= messages; i++)
            {
                receiver.Send($"message {i}");
            }

            while (await next)
            {
                yield return trace.Current;
                next = trace.MoveNextAsync();
            }
        }
        finally
        {
            await trace.DisposeAsync();
        }
    }

    private static async Task<List<MessageTrace>> CollectAsync(
        TestProcess test, Pid receiver, MessageTraceOptions options, int messages, TimeSpan? limit = null)
    {
        List<MessageTrace> seen = [];
        await foreach (MessageTrace message in ReadAsync(test, receiver, limit is { } time ? options with { Limit = time } : options, messages))
        {
            seen.Add(message);
        }

        return seen;
    }

    private sealed class Listener : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }
}
