using System.Diagnostics;

namespace Supervision;

/// <summary>The declaration of a supervisor whose children are added while it runs, each started with an argument.</summary>
/// <typeparam name="TArgs">What each child is started with.</typeparam>
/// <remarks>
/// <para>Made by <see cref="Supervisor.Dynamic{TArgs}"/> and checked there. In a tree use <see cref="SupervisorBuilder.Dynamic{TArgs}"/>,
/// and <see cref="DynamicSupervisorRef{TArgs}.ForName"/> to reach it. For a few children of different shapes, add them to a one-for-one
/// supervisor with <see cref="SupervisorRef.StartChildAsync"/> instead.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> a supervisor of strategy <c>simple_one_for_one</c>. Differs: a typed argument, optional keys, a limit of children.</para>
/// </remarks>
[DebuggerDisplay("{Spec.Id,nq}: dynamic")]
public sealed class DynamicSupervisor<TArgs>
{
    internal DynamicSupervisor(SupervisorSpec spec) => Spec = spec;

    /// <summary>The same as plain data; its one child is the template of all.</summary>
    public SupervisorSpec Spec { get; }
}
