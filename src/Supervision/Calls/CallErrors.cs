using System.Globalization;
using Supervision.Processes;

namespace Supervision.Calls;

/// <summary>Builds the failures of calls and their texts.</summary>
internal static class CallErrors
{
    /// <summary>Whom a reference that points at nobody calls.</summary>
    internal const string DefaultReference = "the default ServerRef";

    /// <summary>What is told of a call that its caller gave up.</summary>
    internal const string Cancelled = "Cancelled.";

    /// <summary>What is told of a call whose caller must end.</summary>
    internal const string CallerEnds = "The caller ends.";

    internal static CallFailedException Failed(Pid target, CallFailure failure) =>
        failure.Cause == CallFailureCause.Timeout ? new CallTimeoutException(target, failure) : new CallFailedException(target, failure);

    internal static InvalidOperationException AwaitedTwice() => new(
        "The result of a call was awaited twice. Await it once, or call AsTask() first.");

    internal static InvalidOperationException TakenTooEarly() => new(
        "The result of a call was taken before the call was complete. Await it; code that cannot await may wait for AsTask().");

    internal static CallFailure NoProcess(object request, string target) => new(
        CallFailureCause.NoProcess,
        ExitReason.NoProcess,
        $"Call {Name(request)} to {target} failed: " + (target == DefaultReference
            ? "it points at no process. A reference that was never set does, and one that was made of Pid.None."
            : "there is no such process. It has ended, or was never started under this name."));

    internal static CallFailure ServerEnded(object request, Pid target, string? label, ExitReason reason) =>
        reason == ExitReason.NoProcess
            ? NoProcess(request, target.ToString())
            : new(
                CallFailureCause.ServerEnded,
                reason,
                $"Call {Name(request)} to {target}{(label is null ? "" : $" ({label})")} failed: the server ended before it replied, reason {reason}.");

    internal static CallFailure Timeout(object request, Pid target, TimeSpan after, string server) => new(
        CallFailureCause.Timeout,
        new ExitReason.Custom("timeout"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"Call {Name(request)} to {target} had no reply within {after.TotalSeconds:0.###} s; {server}. A late reply will be dropped."));

    internal static CallFailure SelfCall(object request, Pid self) => new(
        CallFailureCause.SelfCall,
        new ExitReason.Custom("calling_self"),
        $"Call {Name(request)} to {self} was made by that process itself, which would wait for its own reply for ever. Use a private method, or Cast.");

    internal static CallFailure Cycle(object request, IReadOnlyList<Pid> cycle) => new(
        CallFailureCause.Cycle,
        new ExitReason.Custom("call_cycle"),
        $"Call {Name(request)} would close a circle of calls that wait for each other: {string.Join(" -> ", cycle.Append(cycle[0]))}. Replace one of them by a cast.");

    internal static CallFailure Overloaded(object request, Pid target) => new(
        CallFailureCause.Overloaded,
        new ExitReason.Custom("overloaded"),
        $"Call {Name(request)} to {target} failed: its bounded mailbox is full. Slow down, or raise MailboxOptions.Capacity.");

    internal static CallFailure NoReply(object request, Pid target) => new(
        CallFailureCause.NoReply,
        new ExitReason.Custom("no_reply"),
        $"Call {Name(request)} to {target} was handled without a reply. The server must call Reply in the handler, or TakeCaller to reply later.");

    internal static CallFailure NotUnderstood(object request, Pid target) => new(
        CallFailureCause.NoReply,
        new ExitReason.Custom("no_reply"),
        $"Call {Name(request)} to {target} was dropped: the server there takes no messages of this type. Look whether the reference was made for another server, by its pid or by its name.");

    private static string Name(object request) => CodeName.Of((request is ICallInWrapping { Inner: var inner } ? inner : request).GetType());
}
