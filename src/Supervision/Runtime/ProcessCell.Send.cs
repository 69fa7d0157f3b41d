using System.Diagnostics;
using Supervision.Calls;
using Supervision.Mailboxes;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>What others send to this process.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>With so many messages at the door a process does not wait for the end of the turn that sends them.</summary>
    private const int HandOverFrom = 64;

    /// <summary>True when the caller is a process that has ended: its leftover code must not act any more.</summary>
    internal static bool IsCallerGone => IsGone(Caller);

    internal override SendResult Send(Envelope message)
    {
        ProcessTarget? sender = Caller;
        if (Runtime.Telemetry.IsTracing)
        {
            message = Traced(message);
        }

        if (IsGone(sender))
        {
            Runtime.Reports.Write(Pid, null, message.Content, DeadLetterCause.SenderEnded);
            return SendResult.NoProcess;
        }

        if (IsBounded)
        {
            SendResult admission = Admit(message);
            if (admission != SendResult.Accepted)
            {
                return admission;
            }
        }

        return Deliver(sender, message) ? SendResult.Accepted : SendResult.NoProcess;
    }

    internal override SendResult SendObject(object message)
    {
        if ((_flags & ProcessFlags.TakesInOrder) != 0 && !Runtime.Telemetry.IsInActivity && !IsGone(Caller))
        {
            switch (_door.TryAdd(message))
            {
                case AddResult.Added:
                    return SendResult.Accepted;
                case AddResult.BatchBegun:
                    if (_door.Length >= HandOverFrom)
                    {
                        Runtime.Scheduler.HandOver(this);
                    }

                    return SendResult.Accepted;
            }
        }

        return Send(new PlainMessage(message));
    }

    /// <summary>What is sent belongs to the activity that its sender is in.</summary>
    private static Envelope Traced(Envelope message) =>
        Activity.Current is { } activity && message.Content is { } content ? new TracedMessage(content, activity.Context) : message;

    private static bool IsGone(ProcessTarget? caller) => caller is ProcessCell { _life: >= ProcessLife.Leaving };

    internal override async ValueTask<SendResult> SendAsync(Envelope message, CancellationToken cancellationToken)
    {
        if (!IsBounded || IsCallerGone || _extra?.Mailbox is not { Mode: MailboxFullMode.Wait } mailbox)
        {
            return Send(message);
        }

        cancellationToken.ThrowIfCancellationRequested();
        ProcessTarget? sender = Caller;
        if (Runtime.Telemetry.IsTracing)
        {
            message = Traced(message);
        }

        Runtime.ProcessUses?.Invoke(this, true);
        if (mailbox.ReserveOrWait(message, sender) is not { } waiter)
        {
            return Deliver(sender, message) ? SendResult.Accepted : SendResult.NoProcess;
        }

        // Continues in the sender's own context: a process goes on in its turn. One that must end waits no longer.
        CancellationToken stopping = (sender as ProcessCell)?.CancellationToken ?? CancellationToken.None;
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).GiveUp(token), waiter).ConfigureAwait(true))
        await using (stopping.UnsafeRegister(static (state, token) => ((Waiter)state!).GiveUp(token), waiter).ConfigureAwait(true))
        {
            return await waiter.Done.ConfigureAwait(true);
        }
    }

    /// <summary>Sends a call; waits for room when the mailbox is bounded that way.</summary>
    internal void SendCall(CallNode call)
    {
        if (IsBounded && _extra?.Mailbox is { } mailbox)
        {
            Runtime.ProcessUses?.Invoke(this, true);
            if (mailbox.Mode == MailboxFullMode.Wait)
            {
                if (mailbox.ReserveOrWait(call, Caller) is not null)
                {
                    return;
                }
            }
            else if (Admit(call) != SendResult.Accepted)
            {
                call.TryFail(CallErrors.Overloaded(call.Request, Pid));
                return;
            }
        }

        Deliver(Caller, call);
    }

    internal override void Exit(ExitReason reason)
    {
        ProcessTarget? from = Caller;
        if (!IsCallerGone)
        {
            Deliver(from, new ExitEnvelope(new Pid(from), reason, null));
        }
    }

    internal override Task<ExitReason> WaitForExitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<ExitReason> done = new(Runtime.Scheduler.CompletionOptions);
        Runtime.Guard?.Waits(Caller, this, WaitKind.Exit, done.Task);
        Deliver(Caller, new AwaitExit(done));
        if (cancellationToken.CanBeCanceled)
        {
            // Not an async method: the task must complete where the end is told, also for those who wait in a simulation.
            CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource<ExitReason>)state!).TrySetCanceled(token), done);
            _ = done.Task.ContinueWith(
                static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
                registration,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return done.Task;
    }

    internal override bool Deliver(ProcessTarget? from, Envelope envelope)
    {
        // What a process sends to itself is there at once, in every order of events.
        if (!Runtime.DefersDelivery || ReferenceEquals(from, this))
        {
            return Accept(envelope);
        }

        Runtime.Scheduler.Transmit(from, this, envelope);
        return !_door.IsClosed;
    }

    internal override bool Accept(Envelope envelope)
    {
        switch (_door.Push(envelope))
        {
            case PushResult.Accepted:
                return true;
            case PushResult.AcceptedAndWoken:
                Runtime.Scheduler.Schedule(this, gaveWay: false);
                return true;
            default:
                RefuseDead(envelope, ExitReason.NoProcess, DeadLetterCause.NoProcess);
                return false;
        }
    }

    /// <summary>Reserves a place in the bounded mailbox; tells what had to go.</summary>
    private SendResult Admit(Envelope envelope)
    {
        Runtime.ProcessUses?.Invoke(this, true);

        // Dead, or about to be and told so already: the push is refused, and tells what becomes of the message.
        if (_door.IsClosed || _extra?.Mailbox is not { } mailbox)
        {
            return SendResult.Accepted;
        }

        Admission admission = mailbox.TryReserve(envelope, out Envelope? dropped);
        if (dropped is not null)
        {
            (dropped as CallNode)?.TryFailWhileQueued(CallErrors.Overloaded(dropped.Content!, Pid));
            Runtime.Reports.Write(Pid, null, dropped.Content, DeadLetterCause.DroppedOldest);
        }

        switch (admission)
        {
            case Admission.Admitted:
                return SendResult.Accepted;
            case Admission.DropThis:
                Runtime.Reports.Write(Pid, null, envelope.Content, DeadLetterCause.DroppedNewest);
                return SendResult.Dropped;
            default:
                Runtime.Reports.Write(Pid, null, envelope.Content, DeadLetterCause.MailboxFull);
                return SendResult.Full;
        }
    }

    /// <summary>A message leaves the queue: its place in a bounded mailbox is free, and a scheduler that compares messages looks at it.</summary>
    private void TellConsumed(Envelope envelope)
    {
        if (IsBounded)
        {
            Runtime.ProcessUses?.Invoke(this, true);
            if (_extra!.Mailbox!.Release(envelope) is { } waiter)
            {
                AdmitWaiter(waiter);
            }
        }

        if (Runtime.Scheduler.WatchesMessages)
        {
            Runtime.Scheduler.Consumed(this, envelope);
        }

        TellObservers(envelope);
    }

    /// <summary>A place has become free: the message that waited longest goes in, on its sender's behalf.</summary>
    private void AdmitWaiter(Waiter waiter)
    {
        bool delivered = Deliver(waiter.Sender, waiter.Envelope);
        waiter.Complete(delivered ? SendResult.Accepted : SendResult.NoProcess);
    }

    /// <summary>The answer of a process that is gone, to whatever is sent to it or was left in its queue.</summary>
    private void RefuseDead(Envelope envelope, ExitReason reason, DeadLetterCause cause)
    {
        switch (envelope)
        {
            case MessageBatch batch:
                if (!batch.IsSealed)
                {
                    batch.Seal<MachineAtomics>();
                }

                while (batch.Left > 0)
                {
                    batch.TakeNext();
                    Runtime.Reports.Write(Pid, null, batch.Content, cause);
                }

                break;
            case CallNode { Kind: EnvelopeKind.Call } call:
                call.TryFail(CallErrors.ServerEnded(call.Request, Pid, Label, reason));
                break;
            case LinkEnvelope { Kind: EnvelopeKind.Link } link:
                link.Link.PeerOf(this).Deliver(this, new ExitEnvelope(Pid, reason, link.Link));
                break;
            case MonitorEnvelope { Kind: EnvelopeKind.Monitor } monitor:
                monitor.Monitor.Owner.Deliver(this, new DownEnvelope(monitor.Monitor, Pid, reason));
                break;
            case Continuation continuation:
                RunDetached(continuation);
                break;
            case ControlEnvelope control:
                control.Refuse(reason);
                break;
            case CallNode reply:
                // The code that waited for this reply is abandoned; nobody is told, as for a late reply in the mailbox of a dead process.
                _ = reply;
                break;
            case { Kind: EnvelopeKind.Message, IsDropped: false } when envelope.Content is { } content:
                Runtime.Reports.Write(Pid, null, content, cause);
                break;
        }
    }
}
