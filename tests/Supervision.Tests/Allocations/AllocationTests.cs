namespace Supervision.Tests.Allocations;

/// <summary>What an operation allocates once everything is warm, to the byte.</summary>
public sealed class AllocationTests : IAsyncDisposable
{
    /// <summary>Header, method table, the four fields of every envelope, the message.</summary>
    private const int EnvelopeBytes = 40;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly InlineRuntime _inline = new();

    private ProcessRuntime Runtime => _inline.Runtime;

    [Fact]
    public void Send_OfAnObject_AllocatesItsEnvelope()
    {
        object message = new();
        Pid receiver = Runtime.Spawn(static context => DropAsync<object>(context));

        Assert.Equal(EnvelopeBytes, _inline.BytesOf(() => receiver.Send(message)));
    }

    [Fact]
    public void Send_OfAValue_AllocatesNoBox()
    {
        Pid receiver = Runtime.Spawn(static context => DropAsync<long>(context));

        // The envelope has room for the value and for a box, which is made only for those who look at the value as an object.
        Assert.Equal(EnvelopeBytes + 8, _inline.BytesOf(() => receiver.Send(1L)));
    }

    [Fact]
    public void Cast_OfAValue_ReachesItsHandlerWithoutABox()
    {
        ServerRef<long> server = _inline.Start<long>(static () => new Counter());

        Assert.Equal(EnvelopeBytes + 8, _inline.BytesOf(() => server.Cast(1L)));
    }

    [Fact]
    public void Cast_OfAnObject_ToAHandlerThatDoesNotSuspend_AllocatesItsEnvelope()
    {
        ServerRef<string> server = _inline.Start<string>(static () => new Listener());

        Assert.Equal(EnvelopeBytes, _inline.BytesOf(() => server.Cast("message")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_InsideAProcess_AllocatesNothing(bool hasTimeout)
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        Question question = new();
        TimeSpan timeout = hasTimeout ? Second : Timeout.InfiniteTimeSpan;
        Pid caller = Runtime.Spawn(async context =>
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

        Assert.Equal(EnvelopeBytes, _inline.BytesOf(() => caller.Send(question)));
    }

    [Fact]
    public void Lookup_OfAUniqueKey_AllocatesNothing()
    {
        UniqueRegistry<string, long> registry = new(Runtime);
        Runtime.Spawn(async context =>
        {
            registry.TryRegister(context, "key", 7, out _);
            await context.ReceiveAsync<object>();
        });
        _inline.RunUntilIdle();
        Assert.True(registry.Find("key").IsAlive);

        Assert.Equal(0, _inline.BytesOf(() => registry.Find("key")));
        Assert.Equal(0, _inline.BytesOf(() => registry.TryGet("key", out _)));
        Assert.Equal(0, _inline.BytesOf(() => registry.Find("nobody")));
    }

    [Fact]
    public void Pass_OfAClosedBreaker_AllocatesNothing()
    {
        CircuitBreaker breaker = new(Runtime, "sql", new() { LatencyTarget = Second });

        Assert.Equal(0, _inline.BytesOf(() =>
        {
            if (breaker.TryEnter(out CircuitPass pass))
            {
                pass.Succeed();
            }
        }));
        Assert.Equal((1 + InlineRuntime.Counts) * InlineRuntime.Times, breaker.Counts.Succeeded);
    }

    [Fact]
    public void Call_ThroughAClosedBreaker_AllocatesNothing()
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        CircuitBreaker breaker = new(Runtime, "answers");
        Question question = new();

        Assert.Equal(0, _inline.BytesOfCalls(() => breaker.CallAsync(server, question), 42));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_FromOutside_AllocatesNothing(bool hasTimeout)
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        Question question = new();
        TimeSpan timeout = hasTimeout ? Second : Timeout.InfiniteTimeSpan;

        Assert.Equal(0, _inline.BytesOfCalls(() => server.CallAsync(question, timeout), 42));
    }

    [Fact]
    public void Receive_OfWhatIsThere_AllocatesNothing()
    {
        object message = new();
        Pid receiver = Runtime.Spawn(static async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
                await context.TryReceiveAsync<object>(TimeSpan.Zero);
            }
        });

        Assert.Equal(EnvelopeBytes, _inline.BytesOf(() => receiver.Send(message)));
    }

    public ValueTask DisposeAsync() => _inline.DisposeAsync();

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
}
