using Microsoft.Extensions.Logging;

namespace Supervision.Diagnostics;

/// <summary>Every log line of the assembly. Ids are stable: 1xx processes, 2xx servers, 3xx supervisors, 4xx messages, 5xx circuit
/// breakers.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Error, "Process {Pid} ({Label}) ended: {Reason}. It was handling {Message}; {MailboxLength} messages are left unhandled; parent {Parent}; state {State}; client {Client}.")]
    internal static partial void ProcessCrashed(
        ILogger logger, Exception? error, string pid, string? label, string reason, string? message, int mailboxLength, string parent, object? state, string client);

    [LoggerMessage(102, LogLevel.Warning, "Process {Pid} ({Label}) was told to end ({Reason}) and did not within {Waited}; it is declared dead while its code still runs (handling {Running}).")]
    internal static partial void StragglerAbandoned(ILogger logger, string pid, string? label, string reason, TimeSpan waited, string? running);

    [LoggerMessage(103, LogLevel.Warning, "The code of process {Pid} ({Label}), declared dead {Age} ago, has ended.")]
    internal static partial void StragglerEnded(ILogger logger, string pid, string? label, TimeSpan age);

    [LoggerMessage(104, LogLevel.Warning, "Process {Pid} ({Label}) has held its thread for {For} (handling {Running}). Await instead of blocking, or use a thread of your own.")]
    internal static partial void LongTurn(ILogger logger, string pid, string? label, TimeSpan @for, string? running);

    [LoggerMessage(105, LogLevel.Warning, "Process {Pid} ({Label}) has blocked its thread for {For} (handling {Running}) while its own continuation waits to run: it blocks on itself. Replace .Result or .Wait() by await.")]
    internal static partial void BlocksItself(ILogger logger, string pid, string? label, TimeSpan @for, string? running);

    [LoggerMessage(106, LogLevel.Error, "A listener of the runtime threw (OnReport, OnDeadLetter, a log provider, or one of the meter or of the activities); it must not.")]
    internal static partial void ListenerThrew(ILogger logger, Exception error);

    [LoggerMessage(107, LogLevel.Error, "Disposing the owner of process {Pid} failed.")]
    internal static partial void OwnerDisposeFailed(ILogger logger, Exception error, string pid);

    [LoggerMessage(108, LogLevel.Error, "A callback of the cancellation token of process {Pid} threw.")]
    internal static partial void CancellationFailed(ILogger logger, Exception error, string pid);

    [LoggerMessage(109, LogLevel.Error, "Code that process {Pid} had left running when it died threw.")]
    internal static partial void LateCodeFailed(ILogger logger, Exception error, string pid);

    [LoggerMessage(111, LogLevel.Warning, "Chaos ({By}): {What} {Path} ({Pid}). What follows is on purpose.")]
    internal static partial void ChaosStruck(ILogger logger, string by, string what, string path, string pid);

    [LoggerMessage(110, LogLevel.Warning, "{Count} further lines of event {Event} about '{Origin}' were left out in the last ten seconds.")]
    internal static partial void LinesLeftOut(ILogger logger, long count, int @event, string origin);

    [LoggerMessage(112, LogLevel.Error, "A log provider threw at a line of the runtime. If the line was about an exception it was written again without it.")]
    internal static partial void ProviderThrew(ILogger logger, Exception error);

    [LoggerMessage(113, LogLevel.Error, "What process {Pid} had entered in a registry, a group or a lock could not be withdrawn when it died: its key threw, or is not what it was. Keys must not change.")]
    internal static partial void WithdrawalFailed(ILogger logger, Exception error, string pid);

    [LoggerMessage(201, LogLevel.Warning, "Processes wait for each other in a circle: {Cycle}. Without a timeout they wait for ever. Replace one of the calls by a cast; a server that is being started asks its supervisor later, in ContinueAsync.")]
    internal static partial void CallCycle(ILogger logger, string cycle);

    [LoggerMessage(202, LogLevel.Warning, "Server {Pid} ({Label}) received a message of type {Message} that it does not handle; it is dropped.")]
    internal static partial void UnexpectedMessage(ILogger logger, string pid, string? label, string message);

    [LoggerMessage(301, LogLevel.Warning, "Supervisor {Path} ({Pid}): {Context}, child {ChildId} ({Child}): {Reason}. {Decision}")]
    internal static partial void SupervisorTrouble(
        ILogger logger, Exception? error, string path, string pid, string context, string childId, string child, string reason, string decision);

    [LoggerMessage(302, LogLevel.Debug, "Supervisor {Path} ({Pid}): child {ChildId} started as {Child} (incarnation {Incarnation}).")]
    internal static partial void ChildStarted(ILogger logger, string path, string pid, string childId, string child, int incarnation);

    [LoggerMessage(401, LogLevel.Debug, "Dead letter for {Name}{Target}: {Message} ({Cause}).")]
    internal static partial void DeadLetter(ILogger logger, string name, string target, string? message, DeadLetterCause cause);

    [LoggerMessage(601, LogLevel.Warning, "Circuit breaker {Breaker} is {To} and was {From}: {Why}.")]
    internal static partial void CircuitChanged(ILogger logger, string breaker, CircuitState from, CircuitState to, string why);
}
