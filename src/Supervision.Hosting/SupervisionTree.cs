namespace Supervision.Hosting;

/// <summary>Writes down the program's supervision tree, and what it means to the host.</summary>
/// <remarks>
/// <para>Given to the function that <c>AddSupervision</c> takes, which runs once, when the container first needs the tree.</para>
/// <para><b>From:</b> inside that function only.</para>
/// <para><b>OTP:</b> the callback start/2 of an application.</para>
/// </remarks>
public sealed class SupervisionTree
{
    internal SupervisionTree()
    {
    }

    /// <summary>What happens to the program when the root ends by itself. <see cref="Hosting.RootExit.StopHost"/> by default; configuration can
    /// overrule it.</summary>
    public RootExit OnRootExit { get; set; }

    /// <summary>Changes the options of the runtime: its clock, who hears reports. Null, the default, for those of the library with the host's logging.</summary>
    /// <value>Gets the options as they are made here and returns those to use; configuration overrules both.</value>
    public Func<ProcessRuntimeOptions, ProcessRuntimeOptions>? Runtime { get; set; }

    internal SupervisorSpec? Root { get; private set; }

    /// <summary>Declares the root: a supervisor that restarts each child alone.</summary>
    /// <param name="id">What it is called; the first part of every path.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <exception cref="InvalidOperationException">There is a root already.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>one_for_one</c>.</para></remarks>
    public void OneForOne(string id, Action<SupervisorBuilder> configure) => Use(Supervisor.OneForOne(id, configure));

    /// <summary>Declares the root: a supervisor that restarts all children together.</summary>
    /// <param name="id">What it is called; the first part of every path.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <exception cref="InvalidOperationException">There is a root already.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>one_for_all</c>.</para></remarks>
    public void OneForAll(string id, Action<SupervisorBuilder> configure) => Use(Supervisor.OneForAll(id, configure));

    /// <summary>Declares the root: a supervisor that restarts a child together with those after it.</summary>
    /// <param name="id">What it is called; the first part of every path.</param>
    /// <param name="configure">Writes down its limits and children.</param>
    /// <exception cref="SupervisorSpecException">The tree has mistakes; it holds all of them.</exception>
    /// <exception cref="InvalidOperationException">There is a root already.</exception>
    /// <remarks><para><b>OTP:</b> strategy <c>rest_for_one</c>.</para></remarks>
    public void RestForOne(string id, Action<SupervisorBuilder> configure) => Use(Supervisor.RestForOne(id, configure));

    /// <summary>Takes a tree that is declared elsewhere.</summary>
    /// <param name="root">The tree.</param>
    /// <exception cref="InvalidOperationException">There is a root already.</exception>
    public void Use(SupervisorSpec root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = Root is null ? root : throw HostingErrors.TwoRoots(Root.Id, root.Id);
    }
}
