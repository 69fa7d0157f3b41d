namespace Supervision.Conformance.Cases.Supervisors.Fixtures;

/// <summary>The suite's child whose initialisation can be made to hang and fail. <see cref="WorkerOrder.EndWith"/> makes it need a restart.</summary>
internal sealed class HangingWorker(HangingWorker.Switch fails) : GenServer<WorkerOrder>
{
    /// <summary>With what both the worker and its failed start end.</summary>
    internal static ExitReason Error { get; } = new ExitReason.Custom("error");

    protected override async ValueTask<InitResult> InitAsync()
    {
        if (!fails.IsOn)
        {
            return InitResult.Ok;
        }

        await Context.DelayAsync(TimeSpan.FromSeconds(2));
        return InitResult.Stop(Error);
    }

    protected override ValueTask HandleAsync(WorkerOrder message)
    {
        Stop(Error);
        return default;
    }

    /// <summary>Shared by a test and its workers.</summary>
    internal sealed class Switch
    {
        internal bool IsOn { get; set; }
    }
}
