using System.Diagnostics;
using Supervision.Supervisors;

namespace Supervision;

/// <summary>The handle of a supervisor: to add, stop, restart, remove and list its children.</summary>
/// <remarks>
/// <para>A supervisor does one thing at a time: a request waits until those before it, and any restart under way, are done. There is no
/// timeout by default, since stopping a child may take as long as its shutdown allows. A child must not call its own supervisor while
/// it is initialised or stopped: each would wait for the other.</para>
/// <para>If there is no such supervisor, or it ends before it has answered, an operation throws <see cref="CallFailedException"/> with the
/// reason; <see cref="ExitReason.NoProcess"/> for none. <c>default</c> behaves as a supervisor that has ended.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> the supervisor reference that the functions of the module supervisor take.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct SupervisorRef : IEquatable<SupervisorRef>
{
    private readonly ServerRef<SupervisorRequest> _server;

    private SupervisorRef(ServerRef<SupervisorRequest> server) => _server = server;

    /// <summary>The process: the incarnation, or the holder of the name at this moment; <see cref="Supervision.Pid.None"/> when there is none.</summary>
    public Pid Pid => _server.Pid;

    /// <summary>A handle that finds the supervisor by its name at each use, and so survives its restarts.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> the <c>Name</c> form of a supervisor reference.</para></remarks>
    public static SupervisorRef ForName(ProcessRuntime runtime, string name) => new(ServerRef<SupervisorRequest>.ForName(runtime, name));

    /// <summary>A handle of a process of which you know that it is a supervisor, such as a child of type
    /// <see cref="ChildType.Supervisor"/> in a listing.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>The handle. Another process gets requests that it does not understand.</returns>
    /// <remarks><para><b>OTP:</b> the pid form of a supervisor reference.</para></remarks>
    public static SupervisorRef ForPid(Pid pid) => new(ServerRef<SupervisorRequest>.ForPid(pid));

    /// <summary>Adds a child as the last in start order and starts it.</summary>
    /// <param name="spec">The child.</param>
    /// <param name="cancellationToken">Abandons the wait; the child may still be started.</param>
    /// <returns>Completes with <see cref="ChildResult.Started"/> or <see cref="ChildResult.Ignored"/>, or why it does not run:
    /// <see cref="ChildResult.AlreadyStarted"/>, <see cref="ChildResult.AlreadyPresent"/>, <see cref="ChildResult.Invalid"/>,
    /// <see cref="ChildResult.Failed"/>, <see cref="ChildResult.NotForDynamic"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>A start that fails here is neither tried again nor counted as a restart. The start function of a temporary child is not kept once
    /// it runs, nor what it holds.</para>
    /// <para><b>OTP:</b> supervisor:start_child/2; no difference.</para>
    /// </remarks>
    public Task<ChildResult> StartChildAsync(ChildSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return CallAsync(new SupervisorRequest.StartChild(spec), cancellationToken);
    }

    /// <summary>Starts a child that is stopped, from the specification that the supervisor has.</summary>
    /// <param name="id">The child.</param>
    /// <param name="cancellationToken">Abandons the wait; the child may still be started.</param>
    /// <returns>Completes with <see cref="ChildResult.Started"/> or <see cref="ChildResult.Ignored"/>, or why not:
    /// <see cref="ChildResult.Running"/>, <see cref="ChildResult.Restarting"/>, <see cref="ChildResult.NotFound"/>,
    /// <see cref="ChildResult.Failed"/>, <see cref="ChildResult.NotForDynamic"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para>It does not count as a restart.</para><para><b>OTP:</b> supervisor:restart_child/2; no difference.</para></remarks>
    public Task<ChildResult> RestartChildAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return CallAsync(new SupervisorRequest.RestartChild(id), cancellationToken);
    }

    /// <summary>Stops a child. It stays listed, stopped, unless it is temporary; a restart under way is given up.</summary>
    /// <param name="id">The child.</param>
    /// <param name="cancellationToken">Abandons the wait; the child is stopped nevertheless.</param>
    /// <returns>Completes with <see cref="ChildResult.Done"/> when it is gone or was not running; otherwise with
    /// <see cref="ChildResult.NotFound"/> or <see cref="ChildResult.NotForDynamic"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para>Siblings are not touched, whatever the strategy, and it never leads to an automatic shutdown.</para>
    /// <para><b>OTP:</b> supervisor:terminate_child/2; no difference.</para>
    /// </remarks>
    public Task<ChildResult> TerminateChildAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return CallAsync(new SupervisorRequest.TerminateChild(id), cancellationToken);
    }

    /// <summary>Stops the child of a dynamic supervisor that is this process.</summary>
    /// <param name="pid">The process, or the one that ended when the child is being restarted.</param>
    /// <param name="cancellationToken">Abandons the wait; the child is stopped nevertheless.</param>
    /// <returns>Completes with <see cref="ChildResult.Done"/> when it is gone, as is any process that has ended;
    /// <see cref="ChildResult.NotFound"/> for a living process that is no child, and for any of a supervisor with declared children.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:terminate_child/2 with a pid; no difference.</para></remarks>
    public Task<ChildResult> TerminateChildAsync(Pid pid, CancellationToken cancellationToken = default) =>
        CallAsync(new SupervisorRequest.TerminateProcess(pid), cancellationToken);

    /// <summary>Removes the specification of a child that is stopped.</summary>
    /// <param name="id">The child.</param>
    /// <param name="cancellationToken">Abandons the wait; the specification is removed nevertheless.</param>
    /// <returns>Completes with <see cref="ChildResult.Done"/>, or why not: <see cref="ChildResult.Running"/>,
    /// <see cref="ChildResult.Restarting"/>, <see cref="ChildResult.NotFound"/>, <see cref="ChildResult.NotForDynamic"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:delete_child/2; no difference.</para></remarks>
    public Task<ChildResult> DeleteChildAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return CallAsync(new SupervisorRequest.DeleteChild(id), cancellationToken);
    }

    /// <summary>Lists the children.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with a copy, in start order.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> linear; the supervisor does nothing else meanwhile.</para>
    /// <para><b>OTP:</b> supervisor:which_children/1. Differs: start order; OTP gives the reverse.</para>
    /// </remarks>
    public Task<IReadOnlyList<ChildInfo>> ListChildrenAsync(CancellationToken cancellationToken = default) =>
        CallAsync(new SupervisorRequest.List(), cancellationToken);

    /// <summary>Counts the children.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with the numbers.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> linear; constant for a dynamic supervisor.</para>
    /// <para><b>OTP:</b> supervisor:count_children/1; no difference.</para>
    /// </remarks>
    public Task<ChildInfo.Counts> CountChildrenAsync(CancellationToken cancellationToken = default) =>
        CallAsync(new SupervisorRequest.Count(), cancellationToken);

    /// <summary>Asks for one entry of the listing.</summary>
    /// <param name="id">The child; of a dynamic supervisor a key.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with it; null when there is no such child.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> constant.</para>
    /// <para><b>OTP:</b> supervisor:which_child/2 of OTP 28; null in place of <c>not_found</c>.</para>
    /// </remarks>
    public Task<ChildInfo?> GetChildAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return CallAsync(new SupervisorRequest.GetChild(id), cancellationToken);
    }

    /// <summary>Asks for the entry of the child of a dynamic supervisor that is this process.</summary>
    /// <param name="pid">The process, or the one that ended when the child is being restarted.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with it; null for a process that is no child, and for any of a supervisor with declared children.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> constant.</para>
    /// <para><b>OTP:</b> supervisor:which_child/2 of OTP 28 with a pid; null in place of <c>not_found</c>.</para>
    /// </remarks>
    public Task<ChildInfo?> GetChildAsync(Pid pid, CancellationToken cancellationToken = default) =>
        CallAsync(new SupervisorRequest.GetProcessChild(pid), cancellationToken);

    /// <summary>Asks for the specification of a child.</summary>
    /// <param name="id">The child; of a dynamic supervisor a key, or the template's id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with it, the default of its shutdown filled in; null when there is no such child. That of a temporary child that was
    /// added while the supervisor ran has a start function that fails with <c>start_forgotten</c>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:get_childspec/2; null in place of <c>not_found</c>.</para></remarks>
    public Task<ChildSpec?> GetChildSpecAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return CallAsync(new SupervisorRequest.GetSpec(id), cancellationToken);
    }

    /// <summary>Asks for the specification of the child of a dynamic supervisor that is this process: the template.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Completes with it, also for a process that is gone; null for a living one that is no child.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:get_childspec/2 with a pid; null in place of <c>not_found</c>.</para></remarks>
    public Task<ChildSpec?> GetChildSpecAsync(Pid pid, CancellationToken cancellationToken = default) =>
        CallAsync(new SupervisorRequest.GetProcessSpec(pid), cancellationToken);

    /// <summary>Asks the supervisor to stop its children, in reverse start order, and to end, and waits until it is gone.</summary>
    /// <param name="reason">What it is to end with; null for <see cref="ExitReason.Normal"/>. A permanent supervisor is restarted by its own
    /// supervisor whatever the reason; to stop it for good terminate it there.</param>
    /// <param name="timeout">How long to wait; null, the default, and <see cref="Timeout.InfiniteTimeSpan"/> for ever. The supervisor goes on
    /// stopping when it has passed.</param>
    /// <returns>Completes with the reason that it ended with; <see cref="ExitReason.NoProcess"/> when there was none.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="InvalidOperationException">The supervisor tries to stop itself this way.</exception>
    /// <remarks><para><b>OTP:</b> gen_server:stop/3 on a supervisor; supervisor:stop/3 of OTP 29.</para></remarks>
    public Task<ExitReason> StopAsync(ExitReason? reason = null, TimeSpan? timeout = null) => _server.StopAsync(reason, timeout);

    /// <inheritdoc/>
    public bool Equals(SupervisorRef other) => _server == other._server;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SupervisorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _server.GetHashCode();

    /// <summary>The name, or the pid.</summary>
    public override string ToString() => _server.ToString();

    /// <summary>True when both are the same supervisor, or bound to the same name.</summary>
    public static bool operator ==(SupervisorRef left, SupervisorRef right) => left.Equals(right);

    /// <summary>True when they are not the same.</summary>
    public static bool operator !=(SupervisorRef left, SupervisorRef right) => !left.Equals(right);

    internal ValueTask<CallResult<SupervisorView>> TryViewAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _server.TryCallAsync(new SupervisorRequest.View(), timeout, cancellationToken);

    internal Task<TReply> CallAsync<TReply>(ICall<SupervisorRequest, TReply> request, CancellationToken cancellationToken) =>
        StartCircle.Check(Pid, request) is { } refusal
            ? Task.FromException<TReply>(refusal)
            : _server.CallAsync(request, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();
}
