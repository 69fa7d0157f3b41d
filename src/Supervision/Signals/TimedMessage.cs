using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Signals;

/// <summary>A message that a timer puts into a mailbox: timer node and envelope in one.</summary>
internal class TimedMessage : TimerNode
{
    private readonly ProcessTarget? _receiver;
    private readonly Func<ProcessTarget?>? _resolve;

    /// <summary>Set once when cancelled; a message that is already in the mailbox is then not delivered.</summary>
    private volatile bool _cancelled;

    /// <summary>The message; cleared when cancelled.</summary>
    private object? _message;

    /// <summary>A timer for a process.</summary>
    internal TimedMessage(ProcessTarget receiver, object message)
    {
        _receiver = receiver;
        _message = message;
    }

    /// <summary>A timer for a name, which is looked up when it fires.</summary>
    internal TimedMessage(Func<ProcessTarget?> resolve, object message)
    {
        _resolve = resolve;
        _message = message;
    }

    /// <summary>Neighbours among the owner's own timers. Owner only.</summary>
    internal TimedMessage? PreviousOfOwner;

    /// <summary>As <see cref="PreviousOfOwner"/>.</summary>
    internal TimedMessage? NextOfOwner;

    /// <summary>The process in whose list the timer is; null when it is in none. Owner only.</summary>
    internal ProcessTarget? ListedBy;

    internal bool IsPending => IsEntered && !IsForTheDead;

    /// <summary>Whether it was for a process that has ended: it stays in the queue, to be told as a dead letter, but counts as gone.</summary>
    internal bool IsForTheDead => _receiver is { IsAlive: false };

    internal override object? Content => _cancelled ? null : _message;

    /// <summary>After this the content is never seen, wherever the node is.</summary>
    internal void Suppress()
    {
        _cancelled = true;
        _message = null;
    }

    internal override void Fire() => (_receiver ?? _resolve?.Invoke())?.Deliver(null, this);
}
