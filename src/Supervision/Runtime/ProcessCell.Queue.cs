using System.Runtime.CompilerServices;
using Supervision.Mailboxes;
using Supervision.Processes;
using Supervision.Scheduling;

namespace Supervision.Runtime;

/// <summary>The messages that were drained and not consumed, and the code that may go on.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>The oldest message; null when there is none. It is the caller's then.</summary>
    internal Envelope? TakeFirstOnTurn()
    {
        while (_inner.First is { } envelope)
        {
            if (envelope.Kind == EnvelopeKind.Batch)
            {
                MessageBatch batch = Unsafe.As<MessageBatch>(envelope);
                batch.TakeNext();
                if (batch.Left > 0)
                {
                    ConsumeOnTurn(batch);
                    return batch;
                }
            }

            _inner.First = envelope.Next;
            if (_inner.First is null)
            {
                _inner.Last = null;
            }

            envelope.Next = null;
            if (ConsumeOnTurn(envelope) && envelope.HasContent)
            {
                return envelope;
            }
        }

        return null;
    }

    /// <summary>The oldest message without taking it, for a behaviour that chooses.</summary>
    internal Envelope? FirstOnTurn => _inner.First;

    /// <summary>Takes a message out of the middle of the queue.</summary>
    /// <param name="previous">The one before it; null when it is the first.</param>
    /// <param name="envelope">The message.</param>
    /// <returns>False when a bounded mailbox has dropped it meanwhile.</returns>
    internal bool RemoveOnTurn(Envelope? previous, Envelope envelope)
    {
        if (previous is null)
        {
            _inner.First = envelope.Next;
        }
        else
        {
            previous.Next = envelope.Next;
        }

        if (ReferenceEquals(_inner.Last, envelope))
        {
            _inner.Last = previous;
        }

        envelope.Next = null;
        return ConsumeOnTurn(envelope);
    }

    /// <summary>Puts a message at the end of the process's own queue.</summary>
    internal void AppendOnTurn(Envelope envelope)
    {
        envelope.Next = null;
        if (_inner.Last is null)
        {
            _inner.First = envelope;
        }
        else
        {
            _inner.Last.Next = envelope;
        }

        _inner.Last = envelope;
        _inner.Count++;
        if (IsBounded && _inner.Count > _extra!.Mailbox!.SweepAbove)
        {
            SweepDroppedOnTurn(_extra.Mailbox);
        }
    }

    /// <summary>Puts many messages there.</summary>
    private void AppendBatchOnTurn(MessageBatch batch)
    {
        batch.Seal<MachineAtomics>();
        AppendOnTurn(batch);
        _inner.Count += batch.Left - 1;
    }

    /// <summary>A message that a newer one has replaced must not stay in the queue until a busy process comes round to it.</summary>
    private void SweepDroppedOnTurn(BoundedMailbox mailbox)
    {
        Envelope? previous = null;
        Envelope? envelope = _inner.First;
        while (envelope is not null)
        {
            Envelope? next = envelope.Next;
            if (envelope.IsDropped)
            {
                RemoveOnTurn(previous, envelope);
            }
            else
            {
                previous = envelope;
            }

            envelope = next;
        }

        mailbox.SweepAbove = Math.Max(mailbox.SweepAbove, 2 * _inner.Count);
        _behavior!.ForgetMarks();
    }

    /// <summary>Queues code of the process that may go on.</summary>
    internal void AppendContinuationOnTurn(Envelope envelope)
    {
        ProcessExtra extra = Extra;
        envelope.Next = null;
        if (extra.LastContinuation is null)
        {
            extra.FirstContinuation = envelope;
        }
        else
        {
            extra.LastContinuation.Next = envelope;
        }

        extra.LastContinuation = envelope;
    }

    /// <summary>A message leaves the queue. False when a bounded mailbox has dropped it.</summary>
    private bool ConsumeOnTurn(Envelope envelope)
    {
        _inner.Count--;
        if ((_flags & ProcessFlags.TellsConsumption) != 0)
        {
            TellConsumed(envelope);
        }

        return !envelope.IsDropped;
    }
}
