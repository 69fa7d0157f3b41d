namespace Supervision.Testing.Time;

/// <summary>A timer of the virtual clock. Its fields are under the clock's lock.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Earlier first; of those due at the same instant, the one that was set first.</summary>
    internal static readonly IComparer<VirtualTimer> ByDue = Comparer<VirtualTimer>.Create(
        static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

    internal long Due { get; set; }

    internal long Sequence { get; set; }

    internal TimeSpan Period { get; set; }

    internal bool IsPending { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose() => time.Cancel(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    internal void Fire() => callback(state);
}
