using Microsoft.Extensions.Logging;
using Supervision.Processes;

namespace Supervision.Diagnostics;

/// <summary>Turns reports into log lines and hands them to the application's listener. Lines of one kind about one origin are limited; what the listener
/// hears is not.</summary>
/// <param name="logger">Where lines go; throws nothing.</param>
/// <param name="onReport">Hears every report; null for nobody.</param>
/// <param name="onDeadLetter">Hears every dead letter; null for nobody.</param>
/// <param name="telemetry">Counts dead letters.</param>
/// <param name="limit">Holds back floods of lines.</param>
/// <param name="time">The clock of the limit.</param>
/// <param name="later">Does something when a time has passed.</param>
internal sealed class ReportLog(
    GuardedLogger logger,
    Action<Report>? onReport,
    Action<DeadLetter>? onDeadLetter,
    Telemetry telemetry,
    LogLimit limit,
    TimeProvider time,
    Action<TimeSpan, Action> later)
{
    private readonly Lock _listenersLock = new();
    private long _deadLetters;

    /// <summary>Who listens besides the application; null for nobody. Replaced as a whole under the lock.</summary>
    private volatile Action<Report>? _reportListeners;

    /// <summary>As <see cref="_reportListeners"/>, of dead letters.</summary>
    private volatile Action<DeadLetter>? _deadLetterListeners;

    internal long DeadLetterCount => Volatile.Read(ref _deadLetters);

    /// <summary>Whether anybody hears reports of this level: what nobody hears is not put together either.</summary>
    internal bool IsHeard(LogLevel level) => onReport is not null || _reportListeners is not null || logger.IsEnabled(level);

    internal void Add(Action<Report> reports, Action<DeadLetter>? deadLetters)
    {
        lock (_listenersLock)
        {
            _reportListeners += reports;
            _deadLetterListeners += deadLetters;
        }
    }

    internal void Remove(Action<Report> reports, Action<DeadLetter>? deadLetters)
    {
        lock (_listenersLock)
        {
            _reportListeners -= reports;
            _deadLetterListeners -= deadLetters;
        }
    }

    internal void Write(Report report)
    {
        WriteLine(report);
        Tell(onReport, report);
        TellAll(_reportListeners, report);
    }

    internal void Write(Pid target, string? name, object? message, DeadLetterCause cause)
    {
        Interlocked.Increment(ref _deadLetters);
        telemetry.DeadLetter(cause);
        if (MayWrite(LogLevel.Debug, 401, cause.ToString()))
        {
            Log.DeadLetter(logger, name ?? "", target.ToString(), message is null ? null : CodeName.Of(message.GetType()), cause);
        }

        Action<DeadLetter>? others = _deadLetterListeners;
        if (onDeadLetter is not null || others is not null)
        {
            DeadLetter letter = new(target, name, message, cause);
            Tell(onDeadLetter, letter);
            TellAll(others, letter);
        }
    }

    internal void OwnerDisposeFailed(Pid pid, Exception error)
    {
        if (MayWrite(LogLevel.Error, 107, error.GetType().Name))
        {
            Log.OwnerDisposeFailed(logger, error, pid.ToString());
        }
    }

    internal void CancellationFailed(Pid pid, Exception error)
    {
        if (MayWrite(LogLevel.Error, 108, error.GetType().Name))
        {
            Log.CancellationFailed(logger, error, pid.ToString());
        }
    }

    internal void LateCodeFailed(Pid pid, Exception error)
    {
        if (MayWrite(LogLevel.Error, 109, error.GetType().Name))
        {
            Log.LateCodeFailed(logger, error, pid.ToString());
        }
    }

    internal void WithdrawalFailed(Pid pid, Exception error)
    {
        if (MayWrite(LogLevel.Error, 113, error.GetType().Name))
        {
            Log.WithdrawalFailed(logger, error, pid.ToString());
        }
    }

    /// <summary>A listener that is not this log's threw: one of the meter or of the activities.</summary>
    internal void ListenerThrew(Exception error)
    {
        if (MayWrite(LogLevel.Error, 106, error.GetType().Name))
        {
            Log.ListenerThrew(logger, error);
        }
    }

    internal void UnexpectedMessage(Pid pid, string? label, object message)
    {
        if (MayWrite(LogLevel.Warning, 202, label))
        {
            Log.UnexpectedMessage(logger, pid.ToString(), LogText.Capped(label), CodeName.Of(message.GetType()));
        }
    }

    /// <summary>Tells how many lines were left out. When a window ends, and when the runtime does.</summary>
    internal void TellLeftOut()
    {
        foreach ((int id, string origin, long count) in limit.TakeLeftOut())
        {
            Log.LinesLeftOut(logger, count, id, LogText.Capped(origin));
        }
    }

    private bool MayWrite(LogLevel level, int id, string? origin)
    {
        if (!logger.IsEnabled(level))
        {
            return false;
        }

        bool may = limit.Allows(id, origin ?? "", time, out bool isFirstLeftOut);
        if (isFirstLeftOut)
        {
            later(LogLimit.Window, TellLeftOut);
        }

        return may;
    }

    private void WriteLine(Report report)
    {
        switch (report)
        {
            case Report.ProcessCrashed r when MayWrite(LogLevel.Error, 101, r.Label):
                Log.ProcessCrashed(
                    logger, (r.Reason as ExitReason.Crashed)?.Error, r.Pid.ToString(), LogText.Capped(r.Label), LogText.Capped(r.Reason), r.Message ?? "nothing",
                    r.MailboxLength, r.Parent.ToString(), LogText.Capped(r.State ?? "not shown"), r.Client == Pid.None ? "none" : r.Client.ToString());
                break;
            case Report.StragglerAbandoned r when MayWrite(LogLevel.Warning, 102, r.Label):
                Log.StragglerAbandoned(logger, r.Pid.ToString(), LogText.Capped(r.Label), LogText.Capped(r.Reason), r.Waited, r.Running ?? "nothing");
                break;
            case Report.StragglerEnded r when MayWrite(LogLevel.Warning, 103, r.Label):
                Log.StragglerEnded(logger, r.Pid.ToString(), LogText.Capped(r.Label), r.Age);
                break;
            case Report.LongTurn { BlocksItself: true } r when MayWrite(LogLevel.Warning, 105, r.Label):
                Log.BlocksItself(logger, r.Pid.ToString(), LogText.Capped(r.Label), r.For, r.Running ?? "nothing");
                break;
            case Report.LongTurn { BlocksItself: false } r when MayWrite(LogLevel.Warning, 104, r.Label):
                Log.LongTurn(logger, r.Pid.ToString(), LogText.Capped(r.Label), r.For, r.Running ?? "nothing");
                break;
            case Report.CallCycle r when MayWrite(LogLevel.Warning, 201, null):
                Log.CallCycle(logger, LogText.Capped(string.Join(" -> ", r.Pids.Append(r.Pids[0]))));
                break;
            case Report.ChaosStruck r:
                Log.ChaosStruck(logger, r.By, r.What, r.Path, r.Pid.ToString());
                break;
            case Report.SupervisorTrouble r when MayWrite(LogLevel.Warning, 301, r.Path):
                Log.SupervisorTrouble(
                    logger, (r.Reason as ExitReason.Crashed)?.Error, LogText.Capped(r.Path), r.Supervisor.ToString(), r.Context, LogText.Capped(r.ChildId),
                    r.Child.ToString(), LogText.Capped(r.Reason), LogText.Capped(r.Decision));
                break;
            case Report.ChildStarted r when MayWrite(LogLevel.Debug, 302, r.Path):
                Log.ChildStarted(logger, LogText.Capped(r.Path), r.Supervisor.ToString(), LogText.Capped(r.ChildId), r.Child.ToString(), r.Incarnation);
                break;
            case Report.CircuitChanged r:
                Log.CircuitChanged(logger, r.Breaker, r.From, r.To, r.Why);
                break;
        }
    }

    /// <summary>Each hears it, whatever the others throw.</summary>
    private void TellAll<T>(Action<T>? listeners, T what)
    {
        if (listeners is null)
        {
            return;
        }

        foreach (Action<T> listener in Delegate.EnumerateInvocationList(listeners))
        {
            Tell(listener, what);
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
            ListenerThrew(error);
        }
    }
}
