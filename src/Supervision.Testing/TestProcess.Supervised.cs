using Supervision.Testing.Kit;

namespace Supervision.Testing;

/// <summary>What the test starts and stops.</summary>
public sealed partial class TestProcess
{
    /// <summary>How many restarts of a child the test has asked for, by the child's path.</summary>
    private readonly Dictionary<string, int> _askedRestarts = [];

    /// <summary>Starts a child of the test's own supervisor, which restarts it as its specification says, as often as need be.</summary>
    /// <param name="spec">The child.</param>
    /// <returns>Completes with its process when it is initialised.</returns>
    /// <exception cref="TestFailedException">It did not start; the child's own exception is the inner one.</exception>
    public Task<Pid> StartSupervisedAsync(ChildSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Scope.Children.StartAsync(this, spec);
    }

    /// <summary>Starts a server under the test's own supervisor.</summary>
    /// <typeparam name="TMessage">Its message type.</typeparam>
    /// <param name="create">Makes the instance; a new one for each start.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="id">The id of the child; null for the name of the options, or that of its message type.</param>
    /// <returns>Completes with its handle when it is initialised. The handle is bound to the name when there is one, and survives restarts;
    /// otherwise it is of this incarnation.</returns>
    /// <exception cref="TestFailedException">It did not start; its own exception is the inner one.</exception>
    public async Task<ServerRef<TMessage>> StartSupervisedAsync<TMessage>(
        Func<GenServer<TMessage>> create, ServerOptions? options = null, string? id = null)
        where TMessage : notnull
    {
        id ??= options?.Name ?? Scope.Children.IdFor(typeof(TMessage));
        Pid pid = await Scope.Children.StartAsync(this, ChildSpec.Server(id, create, options)).ConfigureAwait(true); // in the test's process
        return options?.Name is { } name ? ServerRef<TMessage>.ForName(Runtime, name) : ServerRef<TMessage>.ForPid(pid);
    }

    /// <summary>Starts a tree under the test's own supervisor.</summary>
    /// <param name="tree">The tree; its id is that of the child.</param>
    /// <returns>Completes with its handle when all of it is started.</returns>
    /// <exception cref="TestFailedException">It did not start; the exception of the child that failed is the inner one.</exception>
    public async Task<SupervisorRef> StartSupervisedAsync(SupervisorSpec tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return SupervisorRef.ForPid(await Scope.Children.StartAsync(this, ChildSpec.Nested(tree)).ConfigureAwait(true)); // in the test's process
    }

    /// <summary>Stops a supervised child, with the time that its shutdown allows, and forgets it.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>Completes when it is gone.</returns>
    /// <exception cref="ArgumentException">There is no such child.</exception>
    public Task StopSupervisedAsync(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Scope.Children.StopAsync(id);
    }

    /// <summary>Waits for the next restart of a child: the first that this method has not told yet. The crash that led to it is no surprise.</summary>
    /// <param name="id">The child's id, anywhere in the trees; with the path before it (<c>storage/disk</c>) when several supervisors have
    /// one.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; infinite for ever.</param>
    /// <returns>Completes with the process of the new incarnation, also when the restart was before.</returns>
    /// <exception cref="TestFailedException">It was not restarted in time.</exception>
    /// <exception cref="ArgumentException">No supervisor has ever started such a child.</exception>
    public async Task<Pid> ExpectRestartAsync(string id, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        TimeSpan limit = Checked(within);
        List<string> paths = Scope.Observations.PathsOf(id);
        string path = paths.Count == 1 ? paths[0] : throw KitErrors.NeverStarted(id);
        int asked = _askedRestarts.GetValueOrDefault(path);
        List<Pid>? pids = await Scope.Observations.FirstAsync(this, () => LivesAfter(path, asked), limit).ConfigureAwait(true); // in the test's process
        if (pids is null)
        {
            throw KitErrors.NoRestart(id, limit, Scope.World);
        }

        _askedRestarts[path] = asked + 1;
        Scope.Observations.Expect(pids[asked]);
        return pids[asked + 1];
    }

    /// <summary>As <see cref="ExpectRestartAsync(string, TimeSpan?)"/>, for the incarnation after a given one.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <param name="server">The server before the restart.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; infinite for ever.</param>
    /// <returns>Completes with the handle of the new incarnation.</returns>
    /// <exception cref="TestFailedException">It was not restarted in time.</exception>
    /// <exception cref="ArgumentException">No supervisor has started this server, or it is bound to a name that nobody holds.</exception>
    public async Task<ServerRef<TMessage>> ExpectRestartAsync<TMessage>(ServerRef<TMessage> server, TimeSpan? within = null)
        where TMessage : notnull
    {
        TimeSpan limit = Checked(within);
        Pid before = server.Pid;
        string path = Scope.Observations.PathOf(before) ?? throw KitErrors.NeverStarted(server.ToString());
        Observed? next = await Scope.Observations.FirstAsync(this, () => NextLife(path, before), limit).ConfigureAwait(true); // in the test's process
        if (next is null)
        {
            throw KitErrors.NoRestart(path, limit, Scope.World);
        }

        Scope.Observations.Expect(before);
        return ServerRef<TMessage>.ForPid(next.Process);
    }

    private List<Pid>? LivesAfter(string path, int asked)
    {
        List<Pid> lives = Scope.Observations.LivesOf(path);
        return lives.Count > asked + 1 ? lives : null;
    }

    private Observed? NextLife(string path, Pid before)
    {
        List<Pid> lives = Scope.Observations.LivesOf(path);
        int next = lives.IndexOf(before) + 1;
        return next < lives.Count ? new Observed(lives[next]) : null;
    }

    private sealed record Observed(Pid Process);
}
