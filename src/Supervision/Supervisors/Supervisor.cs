using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision;

/// <summary>Declares supervision trees and starts them.</summary>
/// <remarks>
/// <para>A declaration is data: it is checked as a whole where it is written, and every start of it makes new processes.</para>
/// <para><b>From:</b> any thread.</para>
/// <para><b>OTP:</b> the module supervisor. Differs: no callback module; the tree is a value.</para>
/// </remarks>
/// <example><code>
/// SupervisorSpec tree = Supervisor.OneForOne("root", root => root
///     .Server("counter", () => new Counter())
///     .RestForOne("storage", storage => storage
///         .Server("disk", () => new Disk())
///         .Server("cache", () => new Cache())));
/// SupervisorRef root = await runtime.StartSupervisorAsync(tree);
/// </code></example>
public static class Supervisor
{
    /// <summary>Declares a supervisor that restarts each child alone.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <returns>The tree, free of mistakes.</returns>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>one_for_one</c>; no difference.</para></remarks>
    public static SupervisorSpec OneForOne(string id, Action<SupervisorBuilder> configure) =>
        Declare(id, RestartStrategy.OneForOne, configure);

    /// <summary>Declares a supervisor that restarts all children together.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <returns>The tree, free of mistakes.</returns>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>one_for_all</c>; no difference.</para></remarks>
    public static SupervisorSpec OneForAll(string id, Action<SupervisorBuilder> configure) =>
        Declare(id, RestartStrategy.OneForAll, configure);

    /// <summary>Declares a supervisor that restarts a child together with those after it.</summary>
    /// <param name="id">What it is called.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <returns>The tree, free of mistakes.</returns>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>rest_for_one</c>; no difference.</para></remarks>
    public static SupervisorSpec RestForOne(string id, Action<SupervisorBuilder> configure) =>
        Declare(id, RestartStrategy.RestForOne, configure);

    /// <summary>Declares a supervisor whose children are added while it runs, each with an argument.</summary>
    /// <typeparam name="TArgs">What each child is started with, at each of its restarts again.</typeparam>
    /// <param name="id">What it is called.</param>
    /// <param name="start">Starts one child; see <see cref="ChildSpec.Start"/>.</param>
    /// <param name="child">Changes restart, shutdown and so on of all children; null for the defaults of <see cref="ChildSpec"/>.</param>
    /// <param name="configure">Sets name and limits; null for the defaults.</param>
    /// <returns>The declaration, free of mistakes.</returns>
    /// <exception cref="SupervisorSpecException">It has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>simple_one_for_one</c>. Differs: one typed argument in place of a list.</para></remarks>
    public static DynamicSupervisor<TArgs> Dynamic<TArgs>(
        string id,
        Func<StartContext, TArgs, ValueTask<StartResult>> start,
        Func<ChildSpec, ChildSpec>? child = null,
        Action<SupervisorBuilder>? configure = null) =>
        new(Checked(SupervisorBuilder.DynamicSpec(id, start, child, configure)));

    /// <summary>Starts a tree that nothing supervises: its root.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="spec">The tree.</param>
    /// <returns>Completes with the root's handle when all its children are started.</returns>
    /// <exception cref="StartFailedException">It did not start: a mistake, a child that does not start, or a name that is taken. Nothing of it
    /// is left running.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been stopped.</exception>
    /// <remarks>
    /// <para>An exit signal from outside of processes counts as the parent's: it stops the tree.</para>
    /// <para><b>From:</b> any thread outside of processes; inside one use the overload of the context.</para>
    /// <para><b>OTP:</b> supervisor:start_link/2. Differs: no process is linked.</para>
    /// </remarks>
    public static Task<SupervisorRef> StartSupervisorAsync(this ProcessRuntime runtime, SupervisorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(spec);

        // Not an async method: the task must complete where the start is decided, so that a test's virtual run sees it.
        return SupervisorStart.BeginAsync(runtime, null, spec, spec.Id, out _).ContinueWith(
            static (start, id) => Reference((string)id!, start.Result), spec.Id, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts a dynamic supervisor that nothing supervises.</summary>
    /// <typeparam name="TArgs">What its children are started with.</typeparam>
    /// <param name="runtime">The runtime.</param>
    /// <param name="declaration">The supervisor.</param>
    /// <returns>Completes with its handle.</returns>
    /// <exception cref="StartFailedException">It did not start: a mistake, or its name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been stopped.</exception>
    /// <remarks>
    /// <para><b>From:</b> any thread outside of processes.</para>
    /// <para><b>OTP:</b> supervisor:start_link/2. Differs: no process is linked.</para>
    /// </remarks>
    public static Task<DynamicSupervisorRef<TArgs>> StartSupervisorAsync<TArgs>(
        this ProcessRuntime runtime, DynamicSupervisor<TArgs> declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        return runtime.StartSupervisorAsync(declaration.Spec).ContinueWith(
            static start => DynamicSupervisorRef<TArgs>.ForPid(start.GetAwaiter().GetResult().Pid), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts a tree that is linked to the calling process, which is its parent: the tree stops when that process ends, or tells it
    /// to exit.</summary>
    /// <param name="context">The calling process.</param>
    /// <param name="spec">The tree.</param>
    /// <returns>Completes with how the start went. When it failed and the calling process does not trap exits, the link may end that process
    /// first. Await it once.</returns>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <remarks>
    /// <para><b>From:</b> inside the process only.</para>
    /// <para><b>OTP:</b> supervisor:start_link/2; no difference.</para>
    /// </remarks>
    public static ValueTask<StartResult> StartSupervisorAsync(this ProcessContext context, SupervisorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(spec);
        ProcessCell parent = context.Cell;
        parent.BeginOperation();
        try
        {
            Task<StartResult> start = SupervisorStart.BeginAsync(context.Runtime, parent, spec, spec.Id, out ProcessCell? cell);
            return cell is null ? new ValueTask<StartResult>(start) : WithoutExitMessageAsync(parent, cell, start);
        }
        finally
        {
            parent.EndOperation();
        }
    }

    internal static SupervisorSpec Checked(SupervisorSpec spec) =>
        SpecChecks.Tree(spec) is { Count: > 0 } mistakes ? throw new SupervisorSpecException(mistakes) : spec;

    /// <summary>A failed start is told by its result; its exit message would be news twice.</summary>
    private static async ValueTask<StartResult> WithoutExitMessageAsync(ProcessCell parent, ProcessCell child, Task<StartResult> start)
    {
        StartResult result = await start.ConfigureAwait(true); // in the process that starts
        if (result is not StartResult.Started)
        {
            parent.FlushExitsOnTurn(child.Pid);
        }

        return result;
    }

    private static SupervisorSpec Declare(string id, RestartStrategy strategy, Action<SupervisorBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(configure);
        SupervisorBuilder builder = new(id, strategy);
        configure(builder);
        return Checked(builder.Build());
    }

    private static SupervisorRef Reference(string id, StartResult result) => result is StartResult.Started started
        ? SupervisorRef.ForPid(started.Pid)
        : throw new StartFailedException($"Supervisor '{id}'", result, SupervisorErrors.CauseOf(result));
}
