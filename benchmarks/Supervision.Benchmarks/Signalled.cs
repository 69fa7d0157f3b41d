namespace Supervision.Benchmarks;

/// <summary>Completes when it was signalled so many times.</summary>
internal sealed class Signalled(int times)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = times;

    internal Task Task => _done.Task;

    internal void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.SetResult();
        }
    }
}
