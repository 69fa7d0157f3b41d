using System.Diagnostics;
using Supervision.Supervisors;

namespace Supervision;

/// <summary>The handle of a dynamic supervisor: to start and stop its children.</summary>
/// <typeparam name="TArgs">What each child is started with.</typeparam>
/// <remarks>
/// <para>What is said of <see cref="SupervisorRef"/> holds here; <see cref="Untyped"/> has the operations that know nothing of
/// arguments: list, count, stop.</para>
/// <para>A key names a child as long as the supervisor holds it, over restarts; keys are optional, unique within the supervisor, and
/// compared ordinally.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> a reference of a <c>simple_one_for_one</c> supervisor. Differs: keys; children of OTP have only pids.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct DynamicSupervisorRef<TArgs> : IEquatable<DynamicSupervisorRef<TArgs>>
{
    private DynamicSupervisorRef(SupervisorRef untyped) => Untyped = untyped;

    /// <summary>The same supervisor without the type of its arguments.</summary>
    public SupervisorRef Untyped { get; }

    /// <summary>The process: the incarnation, or the holder of the name at this moment; <see cref="Supervision.Pid.None"/> when there is none.</summary>
    public Pid Pid => Untyped.Pid;

    /// <summary>A handle that finds the supervisor by its name at each use, and so survives its restarts.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="name">The name; nobody needs to hold it yet.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks><para><b>OTP:</b> the <c>Name</c> form of a supervisor reference.</para></remarks>
    public static DynamicSupervisorRef<TArgs> ForName(ProcessRuntime runtime, string name) => new(SupervisorRef.ForName(runtime, name));

    /// <summary>A handle of a process of which you know that it is a dynamic supervisor with this type of arguments.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>The handle.</returns>
    /// <remarks><para><b>OTP:</b> the pid form of a supervisor reference.</para></remarks>
    public static DynamicSupervisorRef<TArgs> ForPid(Pid pid) => new(SupervisorRef.ForPid(pid));

    /// <summary>Starts a child.</summary>
    /// <param name="args">What its start function gets, now and at each restart. The supervisor keeps it as long as the child, but not that
    /// of a temporary child.</param>
    /// <param name="key">Its key; null, the default, for none.</param>
    /// <param name="cancellationToken">Abandons the wait; the child may still be started.</param>
    /// <returns>Completes with <see cref="ChildResult.Started"/>, <see cref="ChildResult.Ignored"/> (nothing is kept then), or why it does not
    /// run: <see cref="ChildResult.AlreadyStarted"/> or <see cref="ChildResult.AlreadyPresent"/> for the key,
    /// <see cref="ChildResult.Full"/>, <see cref="ChildResult.Failed"/>, <see cref="ChildResult.NotDynamic"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// <para><b>Cost:</b> constant, however many children there are.</para>
    /// <para><b>OTP:</b> supervisor:start_child/2 of a <c>simple_one_for_one</c> supervisor.</para>
    /// </remarks>
    public Task<ChildResult> StartChildAsync(TArgs args, string? key = null, CancellationToken cancellationToken = default) =>
        Untyped.CallAsync(new SupervisorRequest.StartDynamic(args, key), cancellationToken);

    /// <summary>Stops a child; nothing of it is kept.</summary>
    /// <param name="pid">Its process, or the one that ended when the child is being restarted.</param>
    /// <param name="cancellationToken">Abandons the wait; the child is stopped nevertheless.</param>
    /// <returns>As <see cref="SupervisorRef.TerminateChildAsync(Pid, CancellationToken)"/>.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> supervisor:terminate_child/2; no difference.</para></remarks>
    public Task<ChildResult> TerminateChildAsync(Pid pid, CancellationToken cancellationToken = default) =>
        Untyped.TerminateChildAsync(pid, cancellationToken);

    /// <summary>Stops the child with a key; nothing of it is kept.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Abandons the wait; the child is stopped nevertheless.</param>
    /// <returns>Completes with <see cref="ChildResult.Done"/> when it is gone; <see cref="ChildResult.NotFound"/> when no child has the
    /// key.</returns>
    /// <exception cref="CallFailedException">There is no such supervisor, or it ended before it answered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks><para><b>OTP:</b> none.</para></remarks>
    public Task<ChildResult> TerminateChildAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Untyped.CallAsync(new SupervisorRequest.TerminateKey(key), cancellationToken);
    }

    /// <inheritdoc/>
    public bool Equals(DynamicSupervisorRef<TArgs> other) => Untyped == other.Untyped;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DynamicSupervisorRef<TArgs> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Untyped.GetHashCode();

    /// <summary>The name, or the pid.</summary>
    public override string ToString() => Untyped.ToString();

    /// <summary>True when both are the same supervisor, or bound to the same name.</summary>
    public static bool operator ==(DynamicSupervisorRef<TArgs> left, DynamicSupervisorRef<TArgs> right) => left.Equals(right);

    /// <summary>True when they are not the same.</summary>
    public static bool operator !=(DynamicSupervisorRef<TArgs> left, DynamicSupervisorRef<TArgs> right) => !left.Equals(right);
}
