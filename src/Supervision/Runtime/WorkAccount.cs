namespace Supervision.Runtime;

/// <summary>What one process has done since somebody began to count. Added to by whichever threads run its turns, one after the other, the end of one
/// beside the beginning of the next; read by any.</summary>
internal sealed class WorkAccount
{
    private long _ticks;
    private long _messages;

    /// <summary>How long it has had a thread.</summary>
    internal TimeSpan Busy => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)); // written by another thread meanwhile

    /// <summary>How many messages it has taken.</summary>
    internal long Messages => Interlocked.Read(ref _messages); // written by another thread meanwhile

    /// <summary>The turn before may still be adding its time, on its own thread.</summary>
    internal void AddTime(TimeSpan length) => Interlocked.Add(ref _ticks, length.Ticks); // two turns may add at once

    internal void AddMessage() => Interlocked.Increment(ref _messages); // read by others
}
