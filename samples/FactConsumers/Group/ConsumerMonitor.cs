namespace FactConsumers;

/// <summary>Watches the consumers. At the first death it executes order 66: it tells their supervisor to terminate all of them, and has nothing
/// left to do.</summary>
/// <param name="supervisor">The consumers' supervisor: this very incarnation, so that an order that comes late kills nobody of the next.</param>
/// <param name="consumers">How many there must be: one that died before the monitor was there, or while it was being restarted, is a death too.</param>
/// <param name="logger">Where the order is told.</param>
internal sealed class ConsumerMonitor(SupervisorRef supervisor, int consumers, ILogger logger) : GenServer<MonitorMessage>
{
    protected override async ValueTask<InitResult> InitAsync()
    {
        IReadOnlyList<Pid> present = await FindConsumersAsync();
        foreach (Pid consumer in present)
        {
            Context.Monitor(consumer);
        }

        logger.MonitorStarted(present.Count);
        return present.Count < consumers ? InitResult.Continue() : InitResult.Ok;
    }

    protected override ValueTask ContinueAsync(object? argument) => ExecuteOrder66Async("a consumer was missing");

    protected override ValueTask HandleAsync(MonitorMessage message) => throw new InvalidOperationException("The monitor was asked to crash.");

    protected override ValueTask HandleSignalAsync(Signal signal) =>
        signal is Signal.Down down ? ExecuteOrder66Async($"{down.Pid} ended: {down.Reason}") : ValueTask.CompletedTask;

    /// <summary>None when their supervisor has ended, of which the group has yet to hear: then everybody is started again anyway, and a start that
    /// fails would only be counted against the group.</summary>
    private async ValueTask<IReadOnlyList<Pid>> FindConsumersAsync()
    {
        try
        {
            return await supervisor.ChildrenAsync();
        }
        catch (CallFailedException)
        {
            return [];
        }
    }

    private async ValueTask ExecuteOrder66Async(string why)
    {
        logger.Order66(why);
        try
        {
            await supervisor.TerminateAllAsync();
        }
        catch (CallFailedException)
        {
            // The supervisor has ended, and its children before it.
        }

        Stop(ExitReason.Normal);
    }
}
