namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>
/// The suite's ordinary child: traps exits, ends as it is told, and obeys an ordered exit signal from anybody. It may take its time to
/// terminate, and may end with another reason than it was asked to.
/// </summary>
internal sealed class Worker(TimeSpan terminatesFor = default, ExitReason? endsWith = null, Exception? initFails = null) : GenServer<WorkerOrder>
{
    protected override ValueTask<InitResult> InitAsync() => initFails is null ? base.InitAsync() : throw initFails;

    protected override async ValueTask HandleAsync(WorkerOrder message)
    {
        switch (message)
        {
            case WorkerOrder.Stop:
                Stop(ExitReason.Normal);
                break;
            case WorkerOrder.Die:
                Stop(Stage.Died);
                break;
            case WorkerOrder.EndWith order:
                Stop(order.Reason);
                break;
            case WorkerOrder.Throw order:
                throw order.Error;
            case WorkerOrder.Sleep order:
                await Context.DelayAsync(order.Time);
                break;
        }
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Exit { Reason: var reason } && (reason == ExitReason.Shutdown || reason is ExitReason.ShutdownWith))
        {
            Stop(reason);
        }

        return default;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        await Context.DelayAsync(terminatesFor);
        if (endsWith is not null)
        {
            Context.Exit(endsWith);
        }
    }
}
