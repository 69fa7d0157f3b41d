namespace Supervision.Testing.Chaos;

/// <summary>How often the load's work was done and failed. Any thread.</summary>
internal sealed class LoadCounts
{
    private long _done;
    private long _failed;

    internal long Done => Interlocked.Read(ref _done);

    internal long Failed => Interlocked.Read(ref _failed);

    /// <summary>Somebody's process has ended in the midst of the work.</summary>
    internal void NoteEnd()
    {
        Interlocked.Increment(ref _failed);
        Interlocked.Increment(ref _done);
    }

    /// <summary>Does the work once and counts it.</summary>
    internal async Task RunAsync(Func<ProcessContext, Task> load, ProcessContext context)
    {
        try
        {
            await load(context).ConfigureAwait(true); // in the load's process
        }
        // The load is the user's, and its failure no failure of the tree; only its own end is not to be held up.
        catch (Exception error) when (error is not ProcessExitException)
        {
            Interlocked.Increment(ref _failed);
        }

        Interlocked.Increment(ref _done);
    }
}
