namespace Supervision.Tests.Allocations;

/// <summary>What an operation allocates once everything is warm, to the byte.</summary>
public sealed class AllocationTests : IAsyncDisposable
{
    private const int Times = 1000;

    /// <summary>Header, method table, the four fields of every envelope, the message.</summary>
    private const int EnvelopeBytes = 40;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly InlineScheduler _scheduler = new();
    private readonly ProcessRuntime _runtime;

    /// <summary>There is a meter and a source of traces, as in production, and nobody listens.</summary>
    private readonly System.Diagnostics.Metrics.Meter _unheard = new("Unheard");

    /// <inheritdoc cref="_unheard"/>
    private readonly System.Diagnostics.ActivitySource _unseen = new("Unheard");

    public AllocationTests() =>
        _runtime = new ProcessRuntime(new ProcessRuntimeOptions { Scheduler = _scheduler, Meter = _unheard, ActivitySource = _unseen });

    [Fact]
    public void Send_OfAnObject_AllocatesItsEnvelope()
    {
        object message = new();
        Pid receiver = _runtime.Spawn(static context => DropAsync<object>(context));

        Assert.Equal(EnvelopeBytes, BytesOf(() => receiver.Send(message)));
    }

    [Fact]
    public void Send_OfAValue_AllocatesNoBox()
    {
        Pid receiver = _runtime.Spawn(static context => DropAsync<long>(context));

        // The envelope has room for the value and for a box, which is made only for those who look at the value as an object.
        Assert.Equal(EnvelopeBytes + 8, BytesOf(() => receiver.Send(1L)));
    }

    [Fact]
    public void Cast_OfAValue_ReachesItsHandlerWithoutABox()
    {
        ServerRef<long> server = Start<long>(static () => new Counter());

        Assert.Equal(EnvelopeBytes + 8, BytesOf(() => server.Cast(1L)));
    }

    [Fact]
    public void Cast_OfAnObject_ToAHandlerThatDoesNotSuspend_AllocatesItsEnvelope()
    {
        ServerRef<string> server = Start<string>(static () => new Listener());

        Assert.Equal(EnvelopeBytes, BytesOf(() => server.Cast("message")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_InsideAProcess_AllocatesNothing(bool hasTimeout)
    {
        ServerRef<Question> server = Start<Question>(static () => new Answerer());
        Question question = new();
        TimeSpan timeout = hasTimeout ? Second : Timeout.InfiniteTimeSpan;
        Pid caller = _runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<Question>();
                for (int i = 0; i < 10; i++)
                {
                    Check(await server.CallAsync(question, timeout));
                }
            }
        });

        Assert.Equal(EnvelopeBytes, BytesOf(() => caller.Send(question)));
    }

    [Fact]
    public void Lookup_OfAUniqueKey_AllocatesNothing()
    {
        UniqueRegistry<string, long> registry = new(_runtime);
        _runtime.Spawn(async context =>
        {
            registry.TryRegister(context, "key", 7, out _);
            await context.ReceiveAsync<object>();
        });
        _scheduler.RunUntilIdle();
        Assert.True(registry.Find("key").IsAlive);

        Assert.Equal(0, BytesOf(() => registry.Find("key")));
        Assert.Equal(0, BytesOf(() => registry.TryGet("key", out _)));
        Assert.Equal(0, BytesOf(() => registry.Find("nobody")));
    }

    [Fact]
    public void Pass_OfAClosedBreaker_AllocatesNothing()
    {
        CircuitBreaker breaker = new(_runtime, "sql", new() { LatencyTarget = Second });

        Assert.Equal(0, BytesOf(() =>
        {
            if (breaker.TryEnter(out CircuitPass pass))
            {
                pass.Succeed();
            }
        }));
        Assert.Equal(2 * Times, breaker.Counts.Succeeded);
    }

    [Fact]
    public void Call_ThroughAClosedBreaker_AllocatesNothing()
    {
        ServerRef<Question> server = Start<Question>(static () => new Answerer());
        CircuitBreaker breaker = new(_runtime, "answers");
        Question question = new();
        Meter meter = new();

        Task calls = CallAsync();
        _scheduler.RunUntilIdle();

        Assert.True(calls.IsCompletedSuccessfully);
        Assert.Equal(0, meter.Bytes);

        async Task CallAsync()
        {
            for (int i = 0; i < 2 * Times; i++)
            {
                meter.StartAt(i, Times);
                Check(await breaker.CallAsync(server, question).ConfigureAwait(false));
            }

            meter.Stop();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_FromOutside_AllocatesNothing(bool hasTimeout)
    {
        ServerRef<Question> server = Start<Question>(static () => new Answerer());
        Question question = new();
        TimeSpan timeout = hasTimeout ? Second : Timeout.InfiniteTimeSpan;
        Meter meter = new();

        Task calls = CallAsync();
        _scheduler.RunUntilIdle();

        Assert.True(calls.IsCompletedSuccessfully);
        Assert.Equal(0, meter.Bytes);

        async Task CallAsync()
        {
            for (int i = 0; i < 2 * Times; i++)
            {
                meter.StartAt(i, Times);
                Check(await server.CallAsync(question, timeout).ConfigureAwait(false));
            }

            meter.Stop();
        }
    }

    [Fact]
    public void Receive_OfWhatIsThere_AllocatesNothing()
    {
        object message = new();
        Pid receiver = _runtime.Spawn(static async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
                await context.TryReceiveAsync<object>(TimeSpan.Zero);
            }
        });

        Assert.Equal(EnvelopeBytes, BytesOf(() => receiver.Send(message)));
    }

    public ValueTask DisposeAsync()
    {
        ValueTask disposal = _runtime.DisposeAsync();
        _scheduler.RunUntilIdle();
        _unheard.Dispose();
        _unseen.Dispose();
        return disposal;
    }

    private static async Task DropAsync<T>(ProcessContext context)
    {
        while (true)
        {
            await context.ReceiveAsync<T>();
        }
    }

    /// <summary>An assertion of the framework allocates.</summary>
    private static void Check(int reply)
    {
        if (reply != 42)
        {
            throw new InvalidOperationException("Another's reply.");
        }
    }

    private ServerRef<TMessage> Start<TMessage>(Func<GenServer<TMessage>> server)
        where TMessage : notnull
    {
        Task<ServerRef<TMessage>> start = _runtime.StartServerAsync(server);
        _scheduler.RunUntilIdle();
        Assert.True(start.IsCompletedSuccessfully);
#pragma warning disable xUnit1031 // It has completed.
        return start.Result;
#pragma warning restore xUnit1031
    }

    /// <summary>Bytes of one operation and all that comes of it.</summary>
    private long BytesOf(Action operation)
    {
        for (int i = 0; i < Times; i++)
        {
            operation();
            _scheduler.RunUntilIdle();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            operation();
            _scheduler.RunUntilIdle();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    private sealed record Question : ICall<Question, int>;

    private sealed class Answerer : GenServer<Question>
    {
        protected override ValueTask HandleAsync(Question message)
        {
            Reply(message, 42);
            return default;
        }
    }

    private sealed class Counter : GenServer<long>
    {
        private long _sum;

        protected override ValueTask HandleAsync(long message)
        {
            _sum += message;
            return default;
        }

        protected override object Describe() => _sum;
    }

    private sealed class Listener : GenServer<string>
    {
        protected override ValueTask HandleAsync(string message) => default;
    }

    private sealed class Meter
    {
        private long _before;

        internal long Bytes { get; private set; }

        internal void StartAt(int now, int begin)
        {
            if (now == begin)
            {
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
        }

        internal void Stop() => Bytes = GC.GetAllocatedBytesForCurrentThread() - _before;
    }
}
