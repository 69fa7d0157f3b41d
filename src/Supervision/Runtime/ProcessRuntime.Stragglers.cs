using Supervision.Runtime;

namespace Supervision;

/// <content>Processes that are dead and whose code runs on.</content>
public sealed partial class ProcessRuntime
{
    internal void BeginStraggler(ProcessCell cell, ProcessExtra extra)
    {
        _stragglers[cell] = extra;
        Telemetry.Abandoned();
    }

    /// <summary>Runs code of the user, so never under a lock.</summary>
    internal void ReportStraggler(ProcessCell cell, ProcessExtra extra) => Reports.Write(new Report.StragglerAbandoned(
        cell.Pid, cell.Label, extra.Reason!, cell.CurrentMessageName, extra.AbandonAfter ?? AbandonAfter));

    internal ProcessExtra? EndStraggler(ProcessCell cell)
    {
        if (!_stragglers.TryRemove(cell, out ProcessExtra? extra))
        {
            return null;
        }

        Reports.Write(new Report.StragglerEnded(cell.Pid, extra.StragglerLabel, Time.GetElapsedTime(extra.AbandonedAt)));
        return extra;
    }
}
