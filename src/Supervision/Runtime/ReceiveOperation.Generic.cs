using System.Threading.Tasks.Sources;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>A wait for messages of one type.</summary>
internal sealed class ReceiveOperation<T>(ProcessCell cell) : ReceiveOperation(cell), IValueTaskSource<T>
{
    private Func<T, bool>? _match;
    private T? _message;

    /// <summary>Begins a wait.</summary>
    internal void Begin(Func<T, bool>? match, bool isPoll)
    {
        Restart();
        IsPoll = isPoll;
        _match = match;
    }

    internal override Type MessageType => typeof(T);

    internal override bool Wants(Envelope envelope)
    {
        if (!TryRead(envelope, out T message))
        {
            return false;
        }

        if (_match is null)
        {
            return true;
        }

        Cell.EnterUser();
        bool wanted;
        try
        {
            wanted = _match(message);
        }
        catch
        {
            Cell.LeaveUser();
            throw;
        }

        Cell.LeaveUser();
        return wanted;
    }

    internal override void Accept(Envelope envelope) => TryRead(envelope, out _message!);

    private static bool TryRead(Envelope envelope, out T message)
    {
        if (typeof(T).IsValueType && envelope is ValueMessage<T> value)
        {
            message = value.Value;
            return true;
        }

        if (envelope.Content is T found)
        {
            message = found;
            return true;
        }

        message = default!;
        return false;
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        CheckDone(token);
        T message = _message!;

        // A parked process must not keep its last message.
        _message = default;
        _match = null;
        IsTaken = true;
        return Unwound is { } reason ? throw new ProcessExitException(reason) : message;
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => Status(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Register(continuation, state, token);
}
