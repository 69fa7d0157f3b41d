using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>Code that goes on although its process is dead, or must be declared so.</summary>
internal sealed partial class ProcessCell
{
    /// <summary>The watch's verdict on a turn that does not end although the process has been told to.</summary>
    internal void BeginExitFromOutside(ExitReason reason)
    {
        // The turn may have ended since the watch looked; what is exiting, or gone, stays as it is.
        ProcessExtra? extra = _extra ?? (_life == ProcessLife.Running ? Extra : null);
        if (extra is null || _life != ProcessLife.Running)
        {
            return;
        }

        Interlocked.CompareExchange(ref extra.Reason, reason, null);
        if (Interlocked.CompareExchange(ref _life, ProcessLife.Exiting, ProcessLife.Running) != ProcessLife.Running)
        {
            return;
        }

        if (extra.Cancellation is { } source)
        {
            Cancel(source);
        }
    }

    /// <summary>Takes the process from a thread that has been in user code since that epoch, and lets it die. Any thread.</summary>
    internal bool TrySeize(int epoch)
    {
        ProcessExtra extra = Extra;
        lock (extra.SeizeLock)
        {
            if (!_gate.TrySeize(epoch))
            {
                return false;
            }

            // Before the thread can learn of it: its end must find the beginning.
            BeginStraggler(extra);
        }

        SetFlag(ProcessFlags.EndsBySignal, true);
        Runtime.ReportStraggler(this, extra);
        Runtime.Scheduler.Schedule(this, gaveWay: true);
        return true;
    }

    /// <summary>The code of an abandoned process has come to its end. Any thread; at most once.</summary>
    internal void EndStraggler()
    {
        ProcessExtra? straggling = Runtime.EndStraggler(this);
        if (straggling?.Owner is { } owner)
        {
            _ = DisposeLateAsync(owner);
        }
    }

    private void MarkAbandoned()
    {
        BeginStraggler(Extra);
        Runtime.ReportStraggler(this, Extra);
    }

    private void BeginStraggler(ProcessExtra extra)
    {
        extra.AbandonedAt = Runtime.Time.GetTimestamp();
        extra.StragglerLabel = Label;
        extra.IsAbandoned = true;
        Runtime.BeginStraggler(this, extra);
    }

    private async Task DisposeLateAsync(IAsyncDisposable owner)
    {
        try
        {
            await owner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) // the user's code, and nobody waits for it any more
        {
            Runtime.Reports.OwnerDisposeFailed(Pid, error);
        }
    }

    /// <summary>Code that was about to go on does so outside of the process, so that its <c>finally</c> blocks run.</summary>
    private void DetachAll(Envelope? envelope)
    {
        while (envelope is not null)
        {
            Envelope? next = envelope.Next;
            envelope.Next = null;
            RunDetached(envelope);
            envelope = next;
        }
    }

    /// <summary>The context stays that of the dead process, so that what the code sends and asks for is recognised and refused.</summary>
    private void RunDetached(Envelope continuation) => Runtime.Scheduler.RunDetached(
        static state =>
        {
            (ProcessCell cell, Envelope continuation) = ((ProcessCell, Envelope))state!;
            SynchronizationContext? outer = Current;
            SetSynchronizationContext(cell);
            try
            {
                continuation.Resume();
            }
            // Only an async void method's failure comes this way; its process is gone, and the thread is the pool's.
            catch (Exception error)
            {
                cell.Runtime.Reports.LateCodeFailed(cell.Pid, error);
            }
            finally
            {
                SetSynchronizationContext(outer);
            }
        },
        (this, continuation));
}
