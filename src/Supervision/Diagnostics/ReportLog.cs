using Microsoft.Extensions.Logging;

namespace Supervision.Diagnostics;

/// <summary>Turns reports into log lines and hands them to the application's listener.</summary>
internal sealed class ReportLog(ILogger logger, Action<Report>? onReport, Action<DeadLetter>? onDeadLetter)
{
    private long _deadLetters;

    internal long DeadLetterCount => Volatile.Read(ref _deadLetters);

    /// <summary>Whether anybody hears reports of this level: what nobody hears is not put together either.</summary>
    internal bool IsHeard(LogLevel level) => onReport is not null || logger.IsEnabled(level);

    internal void Write(Report report)
    {
        try
        {
            WriteLine(report);
        }
        // A log provider is foreign code, and so is the text of a state; their failure must not become the process's.
        catch (Exception error)
        {
            TryLog(error);
        }

        Tell(onReport, report);
    }

    internal void Write(Pid target, string? name, object? message, DeadLetterCause cause)
    {
        Interlocked.Increment(ref _deadLetters);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.DeadLetter(logger, target.ToString(), name, message?.GetType().Name, cause);
        }

        if (onDeadLetter is not null)
        {
            Tell(onDeadLetter, new DeadLetter(target, name, message, cause));
        }
    }

    internal void OwnerDisposeFailed(Pid pid, Exception error) => Log.OwnerDisposeFailed(logger, error, pid.ToString());

    internal void CancellationFailed(Pid pid, Exception error) => Log.CancellationFailed(logger, error, pid.ToString());

    internal void LateCodeFailed(Pid pid, Exception error) => Log.LateCodeFailed(logger, error, pid.ToString());

    internal void UnexpectedMessage(Pid pid, string? label, object message) =>
        Log.UnexpectedMessage(logger, pid.ToString(), label, message.GetType().Name);

    private void WriteLine(Report report)
    {
        switch (report)
        {
            case Report.ProcessCrashed r when logger.IsEnabled(LogLevel.Error):
                Log.ProcessCrashed(
                    logger, (r.Reason as ExitReason.Crashed)?.Error, r.Pid.ToString(), r.Label, r.Reason.ToString(), r.Message ?? "nothing", r.MailboxLength,
                    r.Parent.ToString(), r.State ?? "not shown", r.Client == Pid.None ? "none" : r.Client.ToString());
                break;
            case Report.StragglerAbandoned r:
                Log.StragglerAbandoned(logger, r.Pid.ToString(), r.Label, r.Reason.ToString(), r.Waited, r.Running);
                break;
            case Report.StragglerEnded r:
                Log.StragglerEnded(logger, r.Pid.ToString(), r.Label, r.Age);
                break;
            case Report.LongTurn { BlocksItself: true } r:
                Log.BlocksItself(logger, r.Pid.ToString(), r.Label, r.For, r.Running);
                break;
            case Report.LongTurn r:
                Log.LongTurn(logger, r.Pid.ToString(), r.Label, r.For, r.Running);
                break;
            case Report.CallCycle r:
                Log.CallCycle(logger, string.Join(" -> ", r.Pids.Append(r.Pids[0])));
                break;
            case Report.SupervisorTrouble r when logger.IsEnabled(LogLevel.Warning):
                Log.SupervisorTrouble(
                    logger, (r.Reason as ExitReason.Crashed)?.Error, r.Path, r.Supervisor.ToString(), r.Context, r.ChildId, r.Child.ToString(),
                    r.Reason.ToString(), r.Decision);
                break;
            case Report.ChildStarted r when logger.IsEnabled(LogLevel.Debug):
                Log.ChildStarted(logger, r.Path, r.Supervisor.ToString(), r.ChildId, r.Child.ToString(), r.Incarnation);
                break;
            case Report.CircuitChanged r:
                Log.CircuitChanged(logger, r.Breaker, r.From, r.To, r.Why);
                break;
        }
    }

    private void TryLog(Exception error)
    {
        try
        {
            Log.ListenerThrew(logger, error);
        }
        // The provider fails again, and there is nobody left to tell.
        catch (Exception)
        {
            _ = error;
        }
    }

    private void Tell<T>(Action<T>? listener, T what)
    {
        try
        {
            listener?.Invoke(what);
        }
        // A listener is foreign code on a process's turn; its failure must not become the process's.
        catch (Exception error)
        {
            TryLog(error);
        }
    }
}
