namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>The threads of one exploration; each plays the same part in every schedule, since starting threads would cost most of the time.</summary>
internal sealed class Crew : IDisposable
{
    private readonly List<Worker> _workers = [];
    private readonly AutoResetEvent _end = new(initialState: false);

    internal Worker Worker(int index)
    {
        if (index == _workers.Count)
        {
            _workers.Add(new Worker());
        }

        return _workers[index];
    }

    /// <summary>Called by whoever ends last in a schedule.</summary>
    internal void End() => _end.Set();

    /// <summary>Blocks the test's own thread while a schedule runs.</summary>
    internal void AwaitEnd() => _end.WaitOne();

    public void Dispose()
    {
        _workers.ForEach(worker => worker.Dispose());
        _end.Dispose();
    }
}
