using System.Diagnostics;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>
/// One process: its door, its scheduling state, its relations, and the synchronisation context of its turns, in one object.
/// <code>
/// life      the door   user code                                   leaves it
/// Running   open       callbacks run                               a signal, its own code, or the watch: Exiting
/// Exiting   open       is on its way out, or is given time to be   the code is over or abandoned: Leaving
/// Leaving   closed     none (an abandoned frame may still run)     links, monitors and waiters are told: Dead
/// Dead      closed     none                                        -
/// </code>
/// Only the process's own turn (or a taker that has seized it from a stuck thread) writes its fields; methods that rely on that end
/// in <c>OnTurn</c>. Other threads push into the door and read the fields that say so. No operation touches two processes:
/// what concerns another one is sent to it.
/// </summary>
[DebuggerDisplay("{DebuggerText,nq}")]
internal sealed partial class ProcessCell : ProcessEntrance
{
    internal readonly ProcessRuntime Runtime;

    private readonly long _id;

    /// <summary>Where the runtime's table holds this process.</summary>
    private readonly int _slot;

    /// <summary>Who owns the process while user code runs.</summary>
    private UserCodeGate<MachineAtomics> _gate;

    /// <summary>Messages that were drained and not consumed.</summary>
    private InnerQueue _inner;

    /// <summary>Null once dead.</summary>
    private ProcessBehavior? _behavior;

    /// <summary>Who started the process; null for an outsider, and once dead.</summary>
    private ProcessCell? _parent;

    /// <summary>The links of the process.</summary>
    private Link? _links;

    /// <summary>Rare things; null until needed. Made by any thread, exchanged; null once dead.</summary>
    private ProcessExtra? _extra;

    /// <summary>Written by the turn, or by the watch when the turn does not end; read by all.</summary>
    private volatile ProcessLife _life;

    internal ProcessCell(ProcessRuntime runtime, ProcessBehavior behavior, ProcessCell? parent, ProcessOptions options)
    {
        Runtime = runtime;
        _behavior = behavior;
        _parent = parent;
        if (options.Mailbox is not null)
        {
            _flags |= ProcessFlags.Bounded | ProcessFlags.TellsConsumption;
        }

        if (runtime.Scheduler.WatchesMessages)
        {
            _flags |= ProcessFlags.TellsConsumption;
        }

        // Where deliveries are steps of a test, each message is one.
        if (behavior.TakesInOrder && (_flags & ProcessFlags.TellsConsumption) == 0 && !runtime.DefersDelivery)
        {
            _flags |= ProcessFlags.TakesInOrder;
        }

        if (options.TrapExits)
        {
            _flags |= ProcessFlags.TrapsExits;
        }

        if (options.NeedsExtra)
        {
            _extra = new ProcessExtra { Label = options.Label, AbandonAfter = options.AbandonAfter };
            if (options.Mailbox is not null)
            {
                _extra.Mailbox = new Mailboxes.BoundedMailbox(options.Mailbox, runtime.Scheduler.CompletionOptions);
            }
        }

        if (runtime.Guard is not null)
        {
            SetWaitNotificationRequired();
        }

        // Last: from here on others can see the process.
        (_slot, _id) = runtime.Table.Add(this);
    }

    /// <summary>The process that stands for nobody: closed from the beginning, with the id of no process.</summary>
    internal ProcessCell(ProcessRuntime runtime)
    {
        Runtime = runtime;
        _door.Close();
        _life = ProcessLife.Dead;
    }

    internal override long Id => _id;

    internal override bool IsAlive => _life == ProcessLife.Running;

    internal override bool IsSeenAlive
    {
        get
        {
            Runtime.ProcessUses?.Invoke(this, false);
            return IsAlive;
        }
    }

    internal override string? RegisteredName => _extra?.Name;

    internal Pid Pid => new(this);

    internal ProcessLife Life => _life;

    internal ProcessBehavior? Behavior => _behavior;

    internal Pid Parent => new(_parent);

    internal bool HasBegun => (_flags & ProcessFlags.Begun) != 0;

    /// <summary>What the process is, for people.</summary>
    internal string? Label => _extra?.Label ?? _behavior?.Label;

    /// <summary>How many messages wait; an estimate when read by another thread.</summary>
    internal int MailboxLength => _inner.Count + _door.Length;

    /// <summary>What is being handled; null for nothing. Any thread.</summary>
    internal object? CurrentMessage => _behavior?.CurrentMessage;

    /// <summary>What its type is called; null for none.</summary>
    internal string? CurrentMessageName => CurrentMessage is { } message ? CodeName.Of(message.GetType()) : null;

    /// <summary>Why the process ends; null while it lives and once it is dead.</summary>
    internal ExitReason? ExitingReason => _extra?.Reason;

    private bool IsBounded => (_flags & ProcessFlags.Bounded) != 0;

    internal bool TrapsExits
    {
        get => (_flags & ProcessFlags.TrapsExits) != 0;
        set => SetFlag(ProcessFlags.TrapsExits, value);
    }

    /// <summary>True when the current thread runs a turn of this process (and has not lost it).</summary>
    internal bool IsOnTurn => ReferenceEquals(Current, this);

    /// <summary>The rare things, made when needed. Any thread.</summary>
    internal ProcessExtra Extra
    {
        get
        {
            if (_extra is { } extra)
            {
                return extra;
            }

            extra = new ProcessExtra();
            return Interlocked.CompareExchange(ref _extra, extra, null) ?? extra;
        }
    }

    internal CancellationToken CancellationToken
    {
        get
        {
            if (_life >= ProcessLife.Leaving)
            {
                return new CancellationToken(canceled: true);
            }

            ProcessExtra extra = Extra;
            CancellationTokenSource? source = extra.Cancellation;
            if (source is null)
            {
                source = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref extra.Cancellation, source, null) ?? source;

                // Whoever makes the process end sets its life first and then cancels the source that it finds: one of the two sees
                // the other.
                if (!IsAlive)
                {
                    Cancel(source);
                }
            }

            return source.Token;
        }
    }

    private string DebuggerText => $"{Pid} {Label} {_life}";

    internal bool TrySetName(string name) => Interlocked.CompareExchange(ref Extra.Name, name, null) is null;

    internal bool TryClearName(string name) =>
        _extra is { Name: { } held } extra && held == name
        && ReferenceEquals(Interlocked.CompareExchange(ref extra.Name, null, held), held);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Code of this process wants to go on. It never runs inside this call: that would re-enter the process in the middle of
    /// a callback.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // A process that is gone runs it detached.
        Deliver(Caller, new Continuation(d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsOnTurn)
        {
            throw ProcessErrors.SynchronousSend(Pid);
        }

        d(state);
    }

    /// <summary>Called by the system before a turn blocks, in tests only: nobody else asked for it.</summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout) => Runtime.Guard is { } guard
        ? guard.Block(this, millisecondsTimeout, limit => WaitHelper(waitHandles, waitAll, limit))
        : WaitHelper(waitHandles, waitAll, millisecondsTimeout);

    private void Cancel(CancellationTokenSource source) =>
        Runtime.Scheduler.Cancel(source, error => Runtime.Reports.CancellationFailed(Pid, error));

    private void SetFlag(ProcessFlags flag, bool value) => _flags = value ? _flags | flag : _flags & ~flag;
}
