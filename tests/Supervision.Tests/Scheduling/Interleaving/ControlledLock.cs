namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>A lock whose waiters the explorer knows of.</summary>
internal sealed class ControlledLock(Schedule schedule)
{
    private bool _isHeld;

    internal T Hold<T>(Func<T> critical)
    {
        schedule.Step("lock", () => !_isHeld);
        _isHeld = true;
        T result = critical();
        _isHeld = false;
        return result;
    }
}
