using Supervision.Runtime;
using Supervision.Supervisors;
using Supervision.Testing.Escapes;
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
    /// one. Dynamic children without a key all have the id of their template: name those by their handle.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; infinite for ever.</param>
    /// <returns>Completes with the process of the new incarnation, also when the restart was before.</returns>
    /// <exception cref="TestFailedException">It was not restarted in time.</exception>
    /// <exception cref="ArgumentException">No supervisor has ever started such a child, or several have.</exception>
    public Task<Pid> ExpectRestartAsync(string id, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Scope.Waits.Add($"a restart of '{id}'", AwaitRestartAsync(id, Checked(within)));
    }

    /// <summary>As <see cref="ExpectRestartAsync(string, TimeSpan?)"/>, for the incarnation after a given one; also of a dynamic child.</summary>
    /// <typeparam name="TMessage">The server's message type.</typeparam>
    /// <param name="server">The server before the restart.</param>
    /// <param name="within">How long to wait on the test's clock; null for 5 s; infinite for ever.</param>
    /// <returns>Completes with the handle of the new incarnation.</returns>
    /// <exception cref="TestFailedException">It was not restarted in time.</exception>
    /// <exception cref="ArgumentException">It lives and no supervisor has started it, or it is bound to a name that nobody holds.</exception>
    public Task<ServerRef<TMessage>> ExpectRestartAsync<TMessage>(ServerRef<TMessage> server, TimeSpan? within = null)
        where TMessage : notnull => Scope.Waits.Add($"a restart of {server}", AwaitRestartAsync(server, Checked(within)));

    private async Task<Pid> AwaitRestartAsync(string id, TimeSpan limit)
    {
        List<string> paths = PathsOf(id);
        string path = paths.Count == 1 ? paths[0] : throw KitErrors.NeverStarted(id, paths);
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

    private async Task<ServerRef<TMessage>> AwaitRestartAsync<TMessage>(ServerRef<TMessage> server, TimeSpan limit)
        where TMessage : notnull
    {
        Pid before = server.Pid;

        // Of one that has just ended its supervisor may be about to tell.
        if (before == Pid.None || (before.IsAlive && Scope.Observations.NameOf(before) is null && !IsChild(before)))
        {
            throw KitErrors.NeverStarted(server.ToString(), []);
        }

        Observed? next = await Scope.Observations.FirstAsync(this, () => NextLife(before), limit).ConfigureAwait(true); // in the test's process
        if (next is null)
        {
            throw KitErrors.NoRestart(Scope.Observations.NameOf(before) ?? server.ToString(), limit, Scope.World);
        }

        Scope.Observations.Expect(before);
        return ServerRef<TMessage>.ForPid(next.Process);
    }

    private static bool IsChild(Pid process) => process.Target is ProcessCell { Parent.Target: ProcessCell { Behavior: SupervisorBehavior } };

    /// <summary>What supervisors have told, and in the simulation also the dynamic children that live and of which nobody has told yet.</summary>
    private List<string> PathsOf(string id)
    {
        List<string> told = Scope.Observations.Lives(lives => lives.PathsOf(id));
        IEnumerable<string> live = Scope.World.Simulation is null ? [] : Runtime.Table.Snapshot()
            .Select(static cell => ProcessText.PathOf(cell)?.Split('#')[0])
            .OfType<string>()
            .Where(path => ChildLives.IsOf(path, id));
        return [.. told.Union(live)];
    }

    private List<Pid>? LivesAfter(string path, int asked)
    {
        List<Pid> lives = Scope.Observations.Lives(lives => lives.Of(path));
        return lives.Count > asked + 1 ? lives : null;
    }

    private Observed? NextLife(Pid before) =>
        Scope.Observations.Lives(lives => lives.After(before)) is { } next ? new Observed(next) : null;

    private sealed record Observed(Pid Process);
}
