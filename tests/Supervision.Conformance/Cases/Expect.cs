namespace Supervision.Conformance.Cases;

/// <summary>What the test process of a case expects in its mailbox.</summary>
internal static class Expect
{
    /// <summary>Longer than anything that a case waits for on purpose.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>Waits until nothing more can come and asserts that nothing is left: no stray message, no exit signal, no notice.</summary>
    internal static async Task NothingMoreAsync(ProcessContext context)
    {
        await context.DelayAsync(Long);
        Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
    }

    /// <summary>Takes the exit signal of a process and asserts its reason.</summary>
    internal static async Task ExitAsync(ProcessContext context, Pid from, ExitReason reason)
    {
        Signal.Exit? exit = await context.TryReceiveAsync<Signal.Exit>(Long, signal => signal.From == from);
        Assert.Equal(reason, exit?.Reason);
    }

    /// <summary>Takes the notice of a monitor and asserts its reason.</summary>
    internal static async Task DownAsync(ProcessContext context, MonitorRef monitor, ExitReason reason)
    {
        Signal.Down? down = await context.TryReceiveAsync<Signal.Down>(Long, signal => ReferenceEquals(signal.Monitor, monitor));
        Assert.Equal((monitor.Target, monitor.Name, reason), (down?.Pid, down?.Name, down?.Reason));
    }

    /// <summary>Takes the next message and asserts that it is this one.</summary>
    internal static async Task MessageAsync<T>(ProcessContext context, T message)
        where T : class => Assert.Equal(message, await context.TryReceiveAsync<object>(Long));
}
