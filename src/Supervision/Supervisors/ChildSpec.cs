using System.Diagnostics;

namespace Supervision;

/// <summary>One child of a supervisor, as data: how it is started, when it is restarted, how it is stopped.</summary>
/// <param name="Id">Which child it is; no sibling has the same. Not empty.</param>
/// <param name="Start">Starts one incarnation and answers how that went. It runs in the supervisor's process, for the first start
/// and for each restart; what it throws is a failed start. It must start the process through its argument, which links it to the
/// supervisor: a process that was started otherwise is listed but its end is never noticed. While it waits, the
/// supervisor goes on to the next child only after it, but never blocks a thread.</param>
/// <remarks>
/// <para>Use <c>ChildSpec.Server</c>, <c>ChildSpec.Process</c> and <c>ChildSpec.Nested</c> for the usual children, and <c>with</c> to
/// change what they set. Nothing is checked here; mistakes are found when the tree is built and when it starts.</para>
/// <para><b>From:</b> any thread; immutable.</para>
/// <para><b>OTP:</b> a child specification map. Differs: a function in place of module, function and arguments; tags; an optional
/// start timeout.</para>
/// </remarks>
[DebuggerDisplay("{Id,nq}: {Restart} {Type}")]
public sealed record ChildSpec(string Id, Func<StartContext, ValueTask<StartResult>> Start)
{
    /// <summary>Which ends lead to a restart. Default: <see cref="Restart.Permanent"/>.</summary>
    public Restart Restart { get; init; }

    /// <summary>How it is stopped; null, the default, for <see cref="Shutdown.After"/> 5 s with a worker and
    /// <see cref="Shutdown.Infinite"/> with a supervisor.</summary>
    public Shutdown? Shutdown { get; init; }

    /// <summary>Whether its end can stop the supervisor, see <see cref="AutoShutdown"/>. Default: false. Needs a restart type other than
    /// permanent and an automatic shutdown other than never.</summary>
    public bool Significant { get; init; }

    /// <summary>Worker or supervisor. Default: <see cref="ChildType.Worker"/>.</summary>
    public ChildType Type { get; init; }

    /// <summary>Words that the program attaches to the child; the library only shows them. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How long one start may take; then what it started is killed and the start has failed with <c>timeout</c>. More than
    /// zero; null, the default, for no limit.</summary>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>How long its restarts wait; null, the default, for not at all.</summary>
    /// <remarks>
    /// <para>The delay grows with each restart in a row, failed ones included, and begins anew when the child has lived for
    /// <see cref="Backoff.Max"/>. While it waits the child is <see cref="ChildInfo.State.Restarting"/> and the supervisor serves others. A
    /// restart counts against <see cref="SupervisorOptions.MaxRestarts"/> when the child ends, an attempt after a failed one when it is
    /// made; so delays that are long beside <see cref="SupervisorOptions.Period"/> keep the supervisor from ever giving up. When
    /// the strategy restarts others too, they are stopped at once and start with the child, and only the setting of the child that ended counts.</para>
    /// <para><b>OTP:</b> none: restarts are never delayed.</para>
    /// </remarks>
    public Backoff? Backoff { get; init; }

    /// <summary>The declaration of the supervisor that <see cref="Start"/> starts, so that the whole tree can be checked and shown
    /// before it runs; null for a worker and for a supervisor that is built only when it starts.</summary>
    public SupervisorSpec? Supervisor { get; init; }

    /// <summary>A child that is a server.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="create">Makes the instance; a new one for each start.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a permanent worker.</returns>
    /// <remarks><para><b>OTP:</b> a child whose start is gen_server:start_link/3.</para></remarks>
    public static ChildSpec Server<TMessage>(string id, Func<GenServer<TMessage>> create, ServerOptions? options = null)
        where TMessage : notnull
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ChildSpec(id, context => context.StartServerAsync(create, options));
    }

    /// <summary>A child that is a process of one function.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="body">What it does; the child has ended when the task has.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>The specification of a permanent worker.</returns>
    /// <remarks><para><b>OTP:</b> a child whose start is a spawn_link.</para></remarks>
    public static ChildSpec Process(string id, Func<ProcessContext, Task> body, ProcessOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new ChildSpec(id, context => context.StartProcessAsync(body, options));
    }

    /// <summary>A child that is a declared supervisor.</summary>
    /// <param name="spec">The supervisor; its id is the child's.</param>
    /// <returns>The specification of a permanent supervisor, stopped without a time limit.</returns>
    /// <remarks><para><b>OTP:</b> a child of type <c>supervisor</c>.</para></remarks>
    public static ChildSpec Nested(SupervisorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new ChildSpec(spec.Id, context => context.StartSupervisorAsync(spec)) { Type = ChildType.Supervisor, Supervisor = spec };
    }

    /// <summary>How it is stopped, the default filled in.</summary>
    internal Shutdown EffectiveShutdown => Shutdown ?? (Type == ChildType.Supervisor
        ? Supervision.Shutdown.Infinite
        : Supervision.Shutdown.After(TimeSpan.FromSeconds(5)));
}
