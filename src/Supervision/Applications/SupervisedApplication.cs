using System.Diagnostics;

namespace Supervision;

/// <summary>A tree with a name that a library contributes and a program composes with others.</summary>
/// <param name="Name">Its name; no other application of the program has it. Not empty.</param>
/// <param name="Tree">What runs when it runs.</param>
/// <remarks>
/// <para>A value. Alone it is started as any tree is: <c>runtime.StartSupervisorAsync(application.Tree)</c>; with others by an
/// <see cref="ApplicationSet"/>.</para>
/// <para><b>OTP:</b> an application resource. Differs: what it depends on is given as values and not by names; what start/2 and stop/1 do is
/// done by children, the first of which starts first and ends last.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq}: {Type}")]
public sealed record SupervisedApplication(string Name, SupervisorSpec Tree)
{
    /// <summary>What follows when it ends by itself. <see cref="ApplicationType.Temporary"/> by default.</summary>
    public ApplicationType Type { get; init; }

    /// <summary>What must run before it starts, and is stopped after it; none by default.</summary>
    public IReadOnlyList<SupervisedApplication> DependsOn { get; init; } = [];
}
