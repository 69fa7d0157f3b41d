using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Chaos;

/// <summary>Finds processes whose parent has ended and that no tree has. Who was one before chaos came is nobody's fault.</summary>
internal sealed class Orphanage(ProcessRuntime runtime, Func<Pid, bool>? isUnsupervised)
{
    private readonly HashSet<Pid> _known = [.. Find(runtime)];

    /// <summary>Those that were waited for, and have not ended. Others may end at any moment: whoever crashes takes what is linked to them along, a
    /// little later.</summary>
    private readonly HashSet<Pid> _stayed = [];

    /// <summary>Waits for those that are on their way out, among them the children of supervisors that were killed.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="untilNone">Whether also for those that begin meanwhile.</param>
    internal async Task AwaitLeavingAsync(TimeSpan patience, bool untilNone)
    {
        long begin = runtime.Time.GetTimestamp();
        List<ProcessCell> leaving;
        do
        {
            leaving = runtime.Table.Snapshot().FindAll(cell => cell.Parent != Pid.None && (!cell.IsAlive || IsNew(cell)));
            TimeSpan left = patience - runtime.Time.GetElapsedTime(begin);
            if (leaving.Count == 0 || left <= TimeSpan.Zero)
            {
                return;
            }

            Task ends = Task.WhenAll(leaving.Select(static cell => cell.WaitForExitAsync(CancellationToken.None)));
            await Patience.AwaitAsync(ends, left, runtime.Time, CancellationToken.None).ConfigureAwait(true); // in the process that strikes
            _stayed.UnionWith(ends.IsCompleted ? [] : leaving.Where(IsNew).Select(static cell => cell.Pid));
        }
        while (untilNone);
    }

    /// <summary>From now on those of this moment are nobody's fault either.</summary>
    internal void Forgive() => _known.UnionWith(Find(runtime));

    /// <summary>Those that nobody has told of yet.</summary>
    internal IReadOnlyList<string> TakeNew() =>
        [.. runtime.Table.Snapshot().Where(cell => _stayed.Contains(cell.Pid) && IsNew(cell) && _known.Add(cell.Pid)).Select(static cell => ProcessText.Describe(cell, null))];

    private static IEnumerable<Pid> Find(ProcessRuntime runtime) => runtime.Table.Snapshot().Where(IsOrphan).Select(static cell => cell.Pid);

    private static bool IsOrphan(ProcessCell cell) => cell.IsAlive && cell.Parent is { } parent && parent != Pid.None && !parent.IsAlive;

    private bool IsNew(ProcessCell cell) => IsOrphan(cell) && !_known.Contains(cell.Pid) && isUnsupervised?.Invoke(cell.Pid) != true;
}
