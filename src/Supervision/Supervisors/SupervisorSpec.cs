using System.Diagnostics;

namespace Supervision;

/// <summary>A supervisor as data: its flags and its children, in start order.</summary>
/// <remarks>
/// <para>Write it with <see cref="Supervision.Supervisor"/>'s methods, which check the whole tree at once, or as a plain record, for
/// instance from configuration. A supervisor checks it in any case when it starts. A declared tree can be printed, compared and
/// changed with <c>with</c> before it is started; starting it does not change it.</para>
/// <para><b>From:</b> any thread; immutable as long as the list of children is.</para>
/// <para><b>OTP:</b> what a supervisor's init/1 returns. Differs: no callback module; a tree is one value.</para>
/// </remarks>
[DebuggerDisplay("{Id,nq}: {Options.Strategy}, {Children.Count} children")]
public sealed record SupervisorSpec
{
    /// <summary>What it is called in paths, reports and errors; as a child, also its child id. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The name under which it is registered while it runs; null, the default, for none.</summary>
    public string? Name { get; init; }

    /// <summary>Strategy and limits. Default: those of a new <see cref="SupervisorOptions"/>.</summary>
    public SupervisorOptions Options { get; init; } = new();

    /// <summary>The children, in start order; with <see cref="RestartStrategy.SimpleOneForOne"/> exactly one, the template. Default:
    /// none.</summary>
    public IReadOnlyList<ChildSpec> Children { get; init; } = [];

    /// <summary>Looks for mistakes in this supervisor and in all that are declared below it.</summary>
    /// <returns>All of them, in the order in which the supervisors would find them; empty when there are none.</returns>
    /// <remarks>
    /// <para><b>From:</b> any thread.</para>
    /// <para><b>OTP:</b> supervisor:check_childspecs/2. Differs: the whole tree, and every mistake.</para>
    /// </remarks>
    public IReadOnlyList<SupervisorSpecException.Mistake> FindMistakes() => Supervisors.SpecChecks.Tree(this);
}
