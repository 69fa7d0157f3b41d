using Supervision.Calls;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Signals;

namespace Supervision.Runtime;

/// <summary>What the watch may look at while the process's own thread does not come back. Nothing here changes the process.</summary>
internal sealed partial class ProcessCell
{
    internal TimeSpan AbandonAfter => _extra?.AbandonAfter ?? Runtime.AbandonAfter;

    /// <summary>True when code of the process waits at the door to go on, or the reply that lets it.</summary>
    internal bool HasContinuationAtDoor =>
        PeekDoor().Any(static envelope => envelope.Kind is EnvelopeKind.Continuation or EnvelopeKind.Reply);

    /// <summary>The reason with which the process will end when its thread comes back; null when nothing at the door tells it to.</summary>
    internal ExitReason? OrderToEnd
    {
        get
        {
            if (_life == ProcessLife.Exiting)
            {
                return ExitingReason ?? ExitReason.Killed;
            }

            // The oldest order wins, and it is the last that the walk meets.
            ExitReason? order = null;
            foreach (ExitEnvelope exit in PeekDoor().OfType<ExitEnvelope>())
            {
                // In this order: one that becomes a message at this moment first changes its kind and then forgets its link.
                Link? link = exit.Link;
                if (exit.Kind != EnvelopeKind.Exit || link is not null && !link.IsInListOf(this))
                {
                    continue;
                }

                ExitOrigin origin = link is null ? ExitOrigin.Explicit : ExitOrigin.Link;
                (ExitAction action, ExitReason reason) = ExitSignalTable.Decide(exit.Reason, origin, TrapsExits);
                order = action == ExitAction.Die ? reason : order;
            }

            return order;
        }
    }

    /// <summary>The messages in the mailbox, oldest first. Only while no thread runs the process.</summary>
    internal List<object> QueuedContents(int limit)
    {
        List<object> contents = [];
        for (Envelope? envelope = _inner.First; envelope is not null && contents.Count < limit; envelope = envelope.Next)
        {
            contents.AddRange(envelope switch
            {
                MessageBatch batch => batch.Peek(),
                { IsDropped: false, Content: { } content } => [content],
                _ => [],
            });
        }

        // Newest first: what was not looked at yet.
        foreach (Envelope envelope in Enumerable.Reverse(PeekDoor()))
        {
            contents.AddRange(envelope switch
            {
                MessageBatch batch => batch.Peek(),
                { Kind: EnvelopeKind.Message or EnvelopeKind.Call, Content: { } content } => [content],
                _ => [],
            });
        }

        return contents.Count > limit ? contents[..limit] : contents;
    }

    /// <summary>The calls that the process waits for, newest first. Only while no thread runs it.</summary>
    internal List<CallNode> PendingCalls()
    {
        List<CallNode> calls = [];
        for (CallNode? call = _extra?.PendingCalls; call is not null; call = call.NextPending)
        {
            calls.Add(call);
        }

        return calls;
    }

    private List<Envelope> PeekDoor()
    {
        List<Envelope> waiting = [];
        Envelope? envelope = _door.PeekNewest();
        for (int steps = envelope?.Depth ?? 0; steps > 0 && envelope is not null; steps--)
        {
            waiting.Add(envelope);
            envelope = envelope.Next;
        }

        return waiting;
    }
}
