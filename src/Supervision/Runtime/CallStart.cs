using System.Globalization;
using Supervision.Calls;
using Supervision.Processes;

namespace Supervision.Runtime;

/// <summary>Begins calls.</summary>
internal static class CallStart
{
    /// <summary>Sends a request and returns what the caller awaits.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="server">The server; null when nobody holds the name.</param>
    /// <param name="name">How the server was addressed, for the text when nobody holds the name.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">Null for the runtime's default.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    internal static CallNode<TReply> Begin<TReply>(
        ProcessRuntime runtime, ProcessCell? server, string name, object request, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan limit = ProcessErrors.CheckedTimeout(timeout ?? runtime.CallTimeout, nameof(timeout));
        cancellationToken.ThrowIfCancellationRequested();
        return ProcessTarget.Caller is ProcessCell caller
            ? FromProcess<TReply>(caller, server, name, request, limit, cancellationToken)
            : FromOutside<TReply>(runtime, server, name, request, limit, cancellationToken);
    }

    /// <summary>The failure of a call that had no reply in time, with what is known of the server.</summary>
    internal static CallFailure TimeoutOf(CallNode call)
    {
        ProcessCell server = (ProcessCell)call.Server!;
        string what = server.Label is { } label && !label.StartsWith('<') ? $"the server ({label})" : "the server";
        string state = !server.IsAlive
            ? $"{what} is ending"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{what} runs on, {server.MailboxLength} messages wait, handling {server.CurrentMessageName ?? "nothing"}");
        return CallErrors.Timeout(call.Request, new Pid(server), call.Limit, state);
    }

    private static ProcessCall<TReply> FromProcess<TReply>(
        ProcessCell caller, ProcessCell? server, string name, object request, TimeSpan limit, CancellationToken cancellationToken)
    {
        caller.BeginOperation();
        try
        {
            ProcessCall<TReply> call = ProcessCall<TReply>.Of(caller, server, request);
            Mark(caller.Runtime, call, request);
            CallFailure? refusal = server is null ? CallErrors.NoProcess(request, name)
                : ReferenceEquals(server, caller) ? CallErrors.SelfCall(request, caller.Pid)
                : null;
            if (refusal is null)
            {
                // Listed before looking for circles: of two processes that call each other at once, one must see the other's call.
                caller.AddPendingCallOnTurn(call);
                refusal = CallCycles.Check(caller, server!, call);
            }

            if (refusal is not null)
            {
                call.FailOnTurn(refusal);
                return call;
            }

            if (limit != Timeout.InfiniteTimeSpan)
            {
                call.TimeOutAfter(limit);
            }

            call.CancelWith(cancellationToken);
            server!.SendCall(call);
            return call;
        }
        finally
        {
            caller.EndOperation();
        }
    }

    private static OutsideCall<TReply> FromOutside<TReply>(
        ProcessRuntime runtime, ProcessCell? server, string name, object request, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            OutsideCall<TReply> refused = OutsideCall<TReply>.Of(runtime, null, request);
            Mark(runtime, refused, request);
            refused.TryFail(CallErrors.NoProcess(request, name));
            return refused;
        }

        OutsideCall<TReply> call = OutsideCall<TReply>.Of(runtime, server, request);
        Mark(runtime, call, request);
        if (limit != Timeout.InfiniteTimeSpan)
        {
            call.TimeOutAfter(limit);
        }

        call.CancelWith(cancellationToken);
        server.SendCall(call);
        return call;
    }

    private static void Mark(ProcessRuntime runtime, CallNode call, object request)
    {
        if (runtime.Telemetry.MarksCalls)
        {
            call.Mark = CallMark.Begin(runtime.Telemetry, runtime.Time, request);
        }
    }
}
