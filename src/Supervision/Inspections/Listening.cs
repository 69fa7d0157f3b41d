using Supervision.Diagnostics;

namespace Supervision.Inspections;

/// <summary>Somebody who hears reports until this is disposed.</summary>
internal sealed class Listening : IDisposable
{
    private readonly ReportLog _reports;
    private readonly Action<Report> _onReport;
    private readonly Action<DeadLetter>? _onDeadLetter;

    /// <summary>Not zero once it is over.</summary>
    private int _isOver;

    internal Listening(ReportLog reports, Action<Report> onReport, Action<DeadLetter>? onDeadLetter)
    {
        (_reports, _onReport, _onDeadLetter) = (reports, onReport, onDeadLetter);
        reports.Add(onReport, onDeadLetter);
    }

    public void Dispose()
    {
        // Taken twice from a list in which somebody has put it twice, it would silence the other.
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _reports.Remove(_onReport, _onDeadLetter);
        }
    }
}
