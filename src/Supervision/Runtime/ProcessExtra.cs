using Supervision.Calls;
using Supervision.Mailboxes;
using Supervision.Processes;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>What few processes need, made when one first needs it. Fields are the owner's, in its turn, unless they say otherwise.</summary>
internal sealed class ProcessExtra
{
    /// <summary>Guards the decision between a stuck runner and a taker.</summary>
    internal Lock SeizeLock => LazyInitializer.EnsureInitialized(ref _seizeLock, static () => new Lock());

    private Lock? _seizeLock;

    /// <summary>The registered name. Any thread, exchanged.</summary>
    internal string? Name;

    /// <summary>What the process is, for people. Set at spawn.</summary>
    internal string? Label;

    /// <summary>The source of the process's token; made on first use. Any thread, exchanged.</summary>
    internal CancellationTokenSource? Cancellation;

    /// <summary>Why the process ends, once it does. Written by whoever makes it end, before the state says so.</summary>
    internal ExitReason? Reason;

    /// <summary>How long code may run on after the process was told to end; null for the runtime's default. Set at spawn.</summary>
    internal TimeSpan? AbandonAfter;

    /// <summary>When the process was told to end, as a timestamp.</summary>
    internal long ExitingSince;

    /// <summary>Limits how long the code may take to end.</summary>
    internal Alarm? AbandonAlarm;

    /// <summary>True when the process was declared dead while its code still ran. Read by that code's thread.</summary>
    internal volatile bool IsAbandoned;

    /// <summary>What the process was, for the report when its code ends: the behaviour is gone by then.</summary>
    internal string? StragglerLabel;

    /// <summary>When it was declared dead, as a timestamp.</summary>
    internal long AbandonedAt;

    /// <summary>Disposed when the process's code is over, before the process is dead.</summary>
    internal IAsyncDisposable? Owner;

    /// <summary>True while the owner is being disposed.</summary>
    internal bool IsDisposing;

    /// <summary>Monitors that the process holds.</summary>
    internal MonitorRef? Monitors;

    /// <summary>Monitors on the process.</summary>
    internal MonitorRef? Watchers;

    /// <summary>Outsiders who wait for the end.</summary>
    internal List<TaskCompletionSource<ExitReason>>? Waiters;

    /// <summary>Links by peer, once there are more than a few.</summary>
    internal Dictionary<ProcessTarget, Link>? LinkIndex;

    /// <summary>True when there have ever been two links to one peer at a time.</summary>
    internal bool HasTwins;

    /// <summary>Code that wants to go on, oldest first.</summary>
    internal Envelope? FirstContinuation;

    /// <summary>The end of that list.</summary>
    internal Envelope? LastContinuation;

    /// <summary>What was taken from the door and not looked at yet, when so much arrived that it takes several turns.</summary>
    internal Envelope? Undrained;

    /// <summary>Calls that the process waits for.</summary>
    internal CallNode? PendingCalls;

    /// <summary>The object of a call that is over, for the next one.</summary>
    internal CallNode? SpareCall;

    /// <summary>The call that it made last and still waits for. Read by others that look for circles.</summary>
    internal volatile CallNode? WaitingFor;

    /// <summary>Calls that the process took to answer later.</summary>
    internal CallNode? TakenCalls;

    /// <summary>How many were in that list at most since it was last pruned.</summary>
    internal int TakenCount;

    /// <summary>When to prune it next.</summary>
    internal int PruneTakenAt = 16;

    /// <summary>Timers whose message is for the process itself; they go with it.</summary>
    internal TimedMessage? Timers;

    /// <summary>What the process has entered in registries, newest first.</summary>
    internal Registration? Registrations;

    /// <summary>The bound of the mailbox; null when it is unbounded. Set at spawn.</summary>
    internal BoundedMailbox? Mailbox;

    /// <summary>Those who asked to suspend the process and wait until it is.</summary>
    internal List<TaskCompletionSource>? Suspenders;
}
