using System.Threading.Tasks.Sources;

namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>An async method with a mailbox that it awaits.</summary>
internal sealed class LimitBody : LimitRunnable, IValueTaskSource<object>
{
    private const int MessagesATurn = 100;

    private RingQueue _queue = RingQueue.Create();
    private Action<object?>? _continuation;
    private object? _state;
    private object? _received;
    private int _left = MessagesATurn;
    private bool _running;
    private short _version;

    internal static LimitBody Spawn(Func<LimitBody, Task> body)
    {
        LimitBody process = new();
        process.StartBusy();
        process._running = true;
        _ = body(process);
        process._running = false;
        if (process._continuation is not null)
        {
            process.Settle();
        }

        return process;
    }

    internal void Tell(object message)
    {
        _queue.Enqueue(message);
        Wake();
    }

    internal ValueTask<object> ReceiveAsync() =>
        _left-- > 0 && _queue.TryTake(out object message) ? new(message) : new(this, _version);

    public ValueTaskSourceStatus GetStatus(short token) => _received is null ? ValueTaskSourceStatus.Pending : ValueTaskSourceStatus.Succeeded;

    public object GetResult(short token)
    {
        object received = _received!;
        _received = null;
        _version++;
        return received;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        (_continuation, _state) = (continuation, state);

        // Otherwise the turn is below on the stack and goes on when this returns.
        if (!_running)
        {
            Settle();
        }
    }

    protected override void TakeTurn()
    {
        _left = MessagesATurn;
        do
        {
            while (_continuation is { } continuation && _queue.TryTake(out object message))
            {
                object? state = _state;
                (_continuation, _state, _received) = (null, null, message);
                _running = true;
                continuation(state);
                _running = false;
                if (_continuation is null)
                {
                    // Ended, or awaits something else and comes back through OnCompleted.
                    return;
                }

                if (_left <= 0)
                {
                    GiveWay();
                    return;
                }
            }

            BecomeIdle();
        }
        while (_queue.MayHaveMore() && TryBecomeBusy());
    }

    private void Settle()
    {
        if (_left <= 0)
        {
            GiveWay();
            return;
        }

        BecomeIdle();
        if (_queue.MayHaveMore() && TryBecomeBusy())
        {
            TakeAnotherTurn();
        }
    }
}
