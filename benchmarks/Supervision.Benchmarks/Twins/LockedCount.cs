using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>The least that counts exactly and knows the time: two times a clock and a lock.</summary>
internal sealed class LockedCount() : TwinWorkload(BreakerPass.Name, "lock")
{
    private readonly Lock _lock = new();
    private long _count;
    private long _last;

    internal override Task RunAsync(int operations) => Task.Run(() =>
    {
        for (int i = 0; i < 2 * operations; i++)
        {
            lock (_lock)
            {
                _last = TimeProvider.System.GetTimestamp();
                _count++;
            }
        }

        return _count + _last;
    });
}
