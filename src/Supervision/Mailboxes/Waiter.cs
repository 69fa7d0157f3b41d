using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Mailboxes;

/// <summary>A message that waits for room in a bounded mailbox.</summary>
internal sealed class Waiter(Envelope envelope, ProcessTarget? sender, TaskCreationOptions completion)
{
    private readonly TaskCompletionSource<SendResult> _done = new(completion);

    /// <summary>0 waiting, 1 granted, 2 given up; decided once.</summary>
    private int _state;

    internal Envelope Envelope { get; } = envelope;

    internal ProcessTarget? Sender { get; } = sender;

    internal Task<SendResult> Done => _done.Task;

    /// <summary>True when nobody wants the place any more: the sender gave up or has ended, or its call is decided.</summary>
    internal bool IsOver => Volatile.Read(ref _state) != 0 || Sender is { IsAlive: false } || Envelope is CallNode { IsPending: false };

    /// <summary>The place is this one's. False: nobody wants it any more.</summary>
    internal bool TryGrant() => !IsOver && Interlocked.CompareExchange(ref _state, 1, 0) == 0;

    /// <summary>The sender waits no longer.</summary>
    internal void GiveUp(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, 2, 0) == 0)
        {
            _done.TrySetCanceled(cancellationToken);
        }
    }

    internal void Complete(SendResult result) => _done.TrySetResult(result);
}
