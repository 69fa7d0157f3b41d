namespace Supervision;

/// <summary>Writes down one supervisor of a tree: its limits, and its children in start order.</summary>
/// <remarks>
/// <para>Given to the functions that <see cref="Supervisor.OneForOne"/> and its siblings take. The tree is checked when the outermost
/// of them has run. Every method returns the same builder.</para>
/// <para><b>From:</b> one thread, inside that function only.</para>
/// <para><b>OTP:</b> none; the body of a supervisor's init/1.</para>
/// </remarks>
public sealed class SupervisorBuilder
{
    private readonly List<ChildSpec> _children = [];
    private readonly string _id;
    private SupervisorOptions _options;
    private string? _name;

    internal SupervisorBuilder(string id, RestartStrategy strategy)
    {
        _id = id;
        _options = new SupervisorOptions { Strategy = strategy };
    }

    /// <summary>Sets how many restarts are allowed in how long a time.</summary>
    /// <param name="maxRestarts">As <see cref="SupervisorOptions.MaxRestarts"/>; 0 or more. Without this call 3.</param>
    /// <param name="period">As <see cref="SupervisorOptions.Period"/>; more than 0, not infinite. Without this call 5 s.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> the flags <c>intensity</c> and <c>period</c>.</para></remarks>
    public SupervisorBuilder Intensity(int maxRestarts, TimeSpan period)
    {
        _options = _options with { MaxRestarts = maxRestarts, Period = period };
        return this;
    }

    /// <summary>Sets whether the supervisor stops itself after its significant children.</summary>
    /// <param name="value">As <see cref="SupervisorOptions.AutoShutdown"/>. Without this call never.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> the flag <c>auto_shutdown</c>.</para></remarks>
    public SupervisorBuilder AutoShutdown(AutoShutdown value)
    {
        _options = _options with { AutoShutdown = value };
        return this;
    }

    /// <summary>Limits the number of children of a dynamic supervisor; a mistake with any other.</summary>
    /// <param name="value">As <see cref="SupervisorOptions.MaxChildren"/>; 0 or more. Without this call there is no limit.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> none; Elixir's <c>max_children</c>.</para></remarks>
    public SupervisorBuilder MaxChildren(int value)
    {
        _options = _options with { MaxChildren = value };
        return this;
    }

    /// <summary>Sets the name under which the supervisor is registered while it runs.</summary>
    /// <param name="name">The name, not empty. Without this call it has none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <remarks><para><b>OTP:</b> the first argument of supervisor:start_link/3.</para></remarks>
    public SupervisorBuilder Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        return this;
    }

    /// <summary>Adds a child.</summary>
    /// <param name="spec">The child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> an element of the list that init/1 returns.</para></remarks>
    public SupervisorBuilder Child(ChildSpec spec)
    {
        _children.Add(spec);
        return this;
    }

    /// <summary>Adds a server as a child.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="create">Makes the instance; a new one for each start.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child whose start is gen_server:start_link/3.</para></remarks>
    public SupervisorBuilder Server<TMessage>(
        string id, Func<GenServer<TMessage>> create, ServerOptions? options = null, Func<ChildSpec, ChildSpec>? asChild = null)
        where TMessage : notnull => Child(ChildSpec.Server(id, create, options), asChild);

    /// <summary>Adds a process that is one function as a child.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="body">What it does.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child whose start is a spawn_link.</para></remarks>
    public SupervisorBuilder Process(
        string id, Func<ProcessContext, Task> body, ProcessOptions? options = null, Func<ChildSpec, ChildSpec>? asChild = null) =>
        Child(ChildSpec.Process(id, body, options), asChild);

    /// <summary>Adds a supervisor of strategy <see cref="RestartStrategy.OneForOne"/> as a child.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child of type <c>supervisor</c>.</para></remarks>
    public SupervisorBuilder OneForOne(string id, Action<SupervisorBuilder> configure, Func<ChildSpec, ChildSpec>? asChild = null) =>
        Nested(id, RestartStrategy.OneForOne, configure, asChild);

    /// <summary>Adds a supervisor of strategy <see cref="RestartStrategy.OneForAll"/> as a child.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child of type <c>supervisor</c>.</para></remarks>
    public SupervisorBuilder OneForAll(string id, Action<SupervisorBuilder> configure, Func<ChildSpec, ChildSpec>? asChild = null) =>
        Nested(id, RestartStrategy.OneForAll, configure, asChild);

    /// <summary>Adds a supervisor of strategy <see cref="RestartStrategy.RestForOne"/> as a child.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child of type <c>supervisor</c>.</para></remarks>
    public SupervisorBuilder RestForOne(string id, Action<SupervisorBuilder> configure, Func<ChildSpec, ChildSpec>? asChild = null) =>
        Nested(id, RestartStrategy.RestForOne, configure, asChild);

    /// <summary>Adds a supervisor whose children are added while it runs, as a child.</summary>
    /// <typeparam name="TArgs">What each of its children is started with.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="start">Starts one of its children.</param>
    /// <param name="child">Changes restart, shutdown and so on of all its children; null for the defaults.</param>
    /// <param name="configure">Sets its name, by which it is reached, and limits; null for the defaults.</param>
    /// <param name="asChild">Changes how this supervisor treats it; null for a permanent child.</param>
    /// <returns>The builder.</returns>
    /// <remarks><para><b>OTP:</b> a child of type <c>supervisor</c> with strategy <c>simple_one_for_one</c>.</para></remarks>
    public SupervisorBuilder Dynamic<TArgs>(
        string id,
        Func<StartContext, TArgs, ValueTask<StartResult>> start,
        Func<ChildSpec, ChildSpec>? child = null,
        Action<SupervisorBuilder>? configure = null,
        Func<ChildSpec, ChildSpec>? asChild = null) =>
        Child(ChildSpec.Nested(DynamicSpec(id, start, child, configure)), asChild);

    internal static SupervisorSpec DynamicSpec<TArgs>(
        string id,
        Func<StartContext, TArgs, ValueTask<StartResult>> start,
        Func<ChildSpec, ChildSpec>? child,
        Action<SupervisorBuilder>? configure)
    {
        ArgumentNullException.ThrowIfNull(start);
        SupervisorBuilder builder = new(id, RestartStrategy.SimpleOneForOne);
        configure?.Invoke(builder);
        return builder.Child(new ChildSpec("*", context => start(context, (TArgs)context.Argument!)), child).Build();
    }

    internal SupervisorSpec Build() => new() { Id = _id, Name = _name, Options = _options, Children = [.. _children] };

    private SupervisorBuilder Nested(
        string id, RestartStrategy strategy, Action<SupervisorBuilder> configure, Func<ChildSpec, ChildSpec>? asChild)
    {
        ArgumentNullException.ThrowIfNull(configure);
        SupervisorBuilder nested = new(id, strategy);
        configure(nested);
        return Child(ChildSpec.Nested(nested.Build()), asChild);
    }

    private SupervisorBuilder Child(ChildSpec spec, Func<ChildSpec, ChildSpec>? asChild) => Child(asChild is null ? spec : asChild(spec));
}
