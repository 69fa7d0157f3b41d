using System.Threading.Tasks.Sources;

namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>A pooled place for a reply that is itself the request in the mailbox.</summary>
internal sealed class LimitReply : LimitRunnable, IValueTaskSource<object>
{
    private static readonly Action<object?> Completed = static _ => { };

    [ThreadStatic]
    private static LimitReply? _free;

    private LimitReply? _nextFree;
    private object? _result;
    private object? _state;
    private Action<object?>? _continuation;
    private short _version;

    internal object Request { get; private set; } = null!;

    /// <summary>When the call has waited long enough, for one who sweeps; 0 for never.</summary>
    internal long Deadline { get; private set; }

    internal ValueTask<object> Task => new(this, _version);

    internal static LimitReply Rent(object request, long deadline = 0)
    {
        LimitReply reply = _free ?? new LimitReply();
        _free = reply._nextFree;
        reply._nextFree = null;
        reply.Request = request;
        reply.Deadline = deadline;
        return reply;
    }

    internal void Complete(object result)
    {
        _result = result;
        if (Volatile.Read(ref _continuation) is not null || Interlocked.CompareExchange(ref _continuation, Completed, null) is not null)
        {
            Wake();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) =>
        ReferenceEquals(Volatile.Read(ref _continuation), Completed) ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;

    public object GetResult(short token)
    {
        object result = _result!;
        _version++;
        (_result, _continuation, _state, Request) = (null, null, null, null!);
        StartIdle();
        _nextFree = _free;
        _free = this;
        return result;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _state = state;
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
        {
            _continuation = continuation;
            Wake();
        }
    }

    protected override void TakeTurn() => _continuation!(_state);
}
