namespace Supervision.Tests.Scheduling.Interleaving;

/// <summary>The threads of one exploration; each plays the same part in every schedule, since starting threads would cost most of the time.</summary>
internal sealed class Crew : IDisposable
{
    private readonly List<Worker> _workers = [];

    internal Worker Worker(int index)
    {
        if (index == _workers.Count)
        {
            _workers.Add(new Worker());
        }

        return _workers[index];
    }

    public void Dispose() => _workers.ForEach(worker => worker.Dispose());
}
