namespace Supervision.Tests.Scheduling;

/// <summary>A clock that is set, and that says when it is read.</summary>
internal sealed class ClockByHand(long now, long frequency) : TimeProvider
{
    internal long Now { get; set; } = now;

    /// <summary>What happens on the thread that reads the clock, before it has read it.</summary>
    internal Action? OnRead { get; set; }

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp()
    {
        OnRead?.Invoke();
        return Now;
    }
}
