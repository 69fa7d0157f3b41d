using Supervision.Scheduling;

namespace Supervision.Tests.Scheduling;

/// <summary>Timers of a clock that the application gives, started from several threads.</summary>
public sealed class ProviderTimerQueueTests
{
    [Fact]
    public void EarlierTimer_StartedWhileALaterOneIsHandedToTheClock_FiresInItsTime()
    {
        HandedTime time = new();
        using ProviderTimerQueue queue = new(time);
        List<string> fired = [];
        time.OnChange = () =>
        {
            // Between what the first thread has found out and what it tells the clock.
            time.OnChange = null;
            queue.Start(new ActionTimer(() => fired.Add("early")), TimeSpan.FromSeconds(1));
        };
        queue.Start(new ActionTimer(() => fired.Add("late")), TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["early"], fired);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(["early", "late"], fired);
    }

    [Fact]
    public void TimerFartherThanClocksTake_FiresInItsTime()
    {
        HandedTime time = new();
        using ProviderTimerQueue queue = new(time);
        int fired = 0;
        queue.Start(new ActionTimer(() => fired++), TimeSpan.FromDays(120));

        for (int day = 1; day < 120; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            Assert.Equal(0, fired);
        }

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void TimerThatNeverComes_IsTaken()
    {
        HandedTime time = new();
        using ProviderTimerQueue queue = new(time);

        queue.Start(new ActionTimer(static () => Assert.Fail("It never comes.")), TimeSpan.MaxValue);
        time.Advance(TimeSpan.FromDays(1000));

        Assert.Equal(1, queue.Count);
    }

    /// <summary>A clock with one timer, as strict as that of the framework.</summary>
    private sealed class HandedTime : TimeProvider, ITimer
    {
        private TimerCallback _callback = null!;
        private object? _state;
        private TimeSpan _now;
        private TimeSpan? _due;

        internal Action? OnChange { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            _state = state;
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, uint.MaxValue - 1d, nameof(dueTime));
            OnChange?.Invoke();
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        internal void Advance(TimeSpan by)
        {
            TimeSpan end = _now + by;
            while (_due <= end)
            {
                _now = _due.Value;
                _due = null;
                _callback(_state);
            }

            _now = end;
        }
    }
}
