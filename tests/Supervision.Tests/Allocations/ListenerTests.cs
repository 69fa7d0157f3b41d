using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Tests.Allocations;

/// <summary>With listeners that have come and gone, an operation allocates exactly what it did before anybody listened.</summary>
public sealed class ListenerTests : IAsyncDisposable
{
    private const int EnvelopeBytes = 40;

    private readonly InlineRuntime _inline = new();
    private int _measurements;
    private int _activities;

    public ValueTask DisposeAsync() => _inline.DisposeAsync();

    [Theory]
    [InlineData(nameof(Cast), EnvelopeBytes)]
    [InlineData(nameof(CastValue), EnvelopeBytes + 8)]
    [InlineData(nameof(Send), EnvelopeBytes)]
    [InlineData(nameof(CallInside), EnvelopeBytes)]
    [InlineData(nameof(CallInsideInTime), EnvelopeBytes)]
    [InlineData(nameof(CallOutside), 0)]
    [InlineData(nameof(CallOutsideInTime), 0)]
    public void Operation_AfterListenersHaveGone_AllocatesWhatItDidBefore(string path, long bytes)
    {
        Func<long> bytesOf = Operations[path]();
        Assert.Equal(bytes, bytesOf());

        using (ListenToMeter())
        {
            bytesOf();
        }

        Assert.True(_measurements > 0);
        Assert.Equal(bytes, bytesOf());
        using (ListenToTraces())
        using (Activity request = new("request"))
        {
            request.Start();
            bytesOf();
        }

        Assert.True(_activities > 0 || path == nameof(Send));
        Assert.Equal(bytes, bytesOf());
    }

    [Theory]
    [InlineData(nameof(Cast))]
    [InlineData(nameof(CastValue))]
    [InlineData(nameof(Send))]
    public void Message_ThatAMeterHears_AllocatesNothingMore(string path)
    {
        Func<long> bytesOf = Operations[path]();
        long unheard = bytesOf();
        using (ListenToMeter())
        {
            Assert.Equal(unheard, bytesOf());
        }

        Assert.True(_measurements >= 2 * InlineRuntime.Times);
    }

    [Theory]
    [InlineData(nameof(Cast))]
    [InlineData(nameof(CastValue))]
    [InlineData(nameof(Send))]
    [InlineData(nameof(CallOutside))]
    [InlineData(nameof(CallOutsideInTime))]
    public void Operation_OutsideOfEveryActivity_AllocatesNothingMoreWhileTracesAreHeard(string path)
    {
        Func<long> bytesOf = Operations[path]();
        long unheard = bytesOf();
        using (ListenToTraces())
        {
            Assert.Equal(unheard, bytesOf());
        }

        Assert.Equal(0, _activities);
    }

    private Dictionary<string, Func<Func<long>>> Operations => new()
    {
        [nameof(Cast)] = Cast,
        [nameof(CastValue)] = CastValue,
        [nameof(Send)] = Send,
        [nameof(CallInside)] = () => CallInside(Timeout.InfiniteTimeSpan),
        [nameof(CallInsideInTime)] = CallInsideInTime,
        [nameof(CallOutside)] = () => CallOutside(Timeout.InfiniteTimeSpan),
        [nameof(CallOutsideInTime)] = CallOutsideInTime,
    };

    private Func<long> Cast()
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        Question.Tell message = new();
        return () => _inline.BytesOf(() => server.Cast(message));
    }

    private Func<long> CastValue()
    {
        ServerRef<long> server = _inline.Start<long>(static () => new Counter());
        return () => _inline.BytesOf(() => server.Cast(1L));
    }

    private Func<long> Send()
    {
        object message = new();
        Pid receiver = _inline.Runtime.Spawn(static async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<object>();
            }
        });
        return () => _inline.BytesOf(() => receiver.Send(message));
    }

    private Func<long> CallInside(TimeSpan timeout)
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        Question.Ask question = new();
        Pid caller = _inline.Runtime.Spawn(async context =>
        {
            while (true)
            {
                await context.ReceiveAsync<Question>();

                // What is sent to a body begins no activity: it must do so itself.
                using Activity? work = _inline.Traces.StartActivity("work");
                await server.CallAsync(question, timeout);
            }
        });
        return () => _inline.BytesOf(() => caller.Send(question));
    }

    private Func<long> CallInsideInTime() => CallInside(TimeSpan.FromSeconds(1));

    private Func<long> CallOutside(TimeSpan timeout)
    {
        ServerRef<Question> server = _inline.Start<Question>(static () => new Answerer());
        Question.Ask question = new();
        return () => _inline.BytesOfCalls(() => server.CallAsync(question, timeout), 42);
    }

    private Func<long> CallOutsideInTime() => CallOutside(TimeSpan.FromSeconds(1));

    private MeterListener ListenToMeter()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (ReferenceEquals(instrument.Meter, _inline.Meter))
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => _measurements++);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => _measurements++);
        listener.Start();
        return listener;
    }

    private ActivityListener ListenToTraces()
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => ReferenceEquals(source, _inline.Traces),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _activities += activity.Kind == ActivityKind.Internal ? 0 : 1,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private abstract record Question
    {
        internal sealed record Ask : Question, ICall<Question, int>;

        internal sealed record Tell : Question;
    }

    private sealed class Answerer : GenServer<Question>
    {
        protected override ValueTask HandleAsync(Question message)
        {
            if (message is Question.Ask ask)
            {
                Reply(ask, 42);
            }

            return default;
        }
    }

    private sealed class Counter : GenServer<long>
    {
        protected override ValueTask HandleAsync(long message) => default;
    }
}
