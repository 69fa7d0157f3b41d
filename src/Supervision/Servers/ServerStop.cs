using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Servers;

/// <summary>Asks servers and supervisors to stop.</summary>
internal static class ServerStop
{
    internal static Task<ExitReason> RunAsync(ProcessCell? cell, ExitReason reason, TimeSpan? timeout)
    {
        TimeSpan limit = ProcessErrors.CheckedTimeout(timeout ?? Timeout.InfiniteTimeSpan, nameof(timeout));
        if (cell is null)
        {
            return Task.FromResult(ExitReason.NoProcess);
        }

        if (ReferenceEquals(ProcessTarget.Caller, cell))
        {
            throw ProcessErrors.StopsItself(cell.Pid);
        }

        Task<ExitReason> ended = cell.WaitForExitAsync(CancellationToken.None);
        cell.Deliver(ProcessTarget.Caller, new StopRequest(reason));
        return limit == Timeout.InfiniteTimeSpan ? ended : ended.WaitAsync(ProcessErrors.Waitable(limit), cell.Runtime.Time, CancellationToken.None);
    }
}
