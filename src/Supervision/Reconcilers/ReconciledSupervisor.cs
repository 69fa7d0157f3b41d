namespace Supervision.Reconcilers;

/// <summary>The supervisor whose children are reconciled, dynamic or with declared children. Found by its name at each use.</summary>
internal sealed class ReconciledSupervisor<TArgs>(
    ProcessRuntime runtime, string name, Func<string, TArgs, ChildSpec>? declare, CancellationToken stopping)
{
    private readonly DynamicSupervisorRef<TArgs> _supervisor = DynamicSupervisorRef<TArgs>.ForName(runtime, name);

    /// <summary>The process; none when there is none.</summary>
    internal Pid Pid => _supervisor.Pid;

    internal Task<IReadOnlyList<ChildInfo>> ListAsync() => _supervisor.Untyped.ListChildrenAsync(stopping);

    internal Task<ChildInfo?> GetAsync(string key) => _supervisor.Untyped.GetChildAsync(key, stopping);

    internal async Task<ChildResult> StartAsync(string key, TArgs args)
    {
        if (declare is null)
        {
            return await _supervisor.StartChildAsync(args, key, stopping).ConfigureAwait(true); // in the reconciler's process
        }

        ChildSpec spec = declare(key, args) with { Id = key };
        ChildResult result = await _supervisor.Untyped.StartChildAsync(spec, stopping).ConfigureAwait(true); // in the reconciler's process

        // One that has ended and is not temporary is still listed, with its old specification.
        return result is ChildResult.AlreadyPresent
            && await _supervisor.Untyped.DeleteChildAsync(key, stopping).ConfigureAwait(true) is ChildResult.Done // in the reconciler's process
            ? await _supervisor.Untyped.StartChildAsync(spec, stopping).ConfigureAwait(true) // in the reconciler's process
            : result;
    }

    /// <summary>Stops a child. By its process where that is possible: an order that comes late must not hit the next one.</summary>
    internal async Task StopAsync(string key, Pid child)
    {
        if (declare is null)
        {
            Task<ChildResult> stop = child == Pid.None ? _supervisor.TerminateChildAsync(key, stopping) : _supervisor.TerminateChildAsync(child, stopping);
            await stop.ConfigureAwait(true); // in the reconciler's process
            return;
        }

        await _supervisor.Untyped.TerminateChildAsync(key, stopping).ConfigureAwait(true); // in the reconciler's process
        await _supervisor.Untyped.DeleteChildAsync(key, stopping).ConfigureAwait(true); // in the reconciler's process
    }
}
