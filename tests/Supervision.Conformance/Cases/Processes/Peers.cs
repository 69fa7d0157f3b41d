namespace Supervision.Conformance.Cases.Processes;

/// <summary>Processes that the cases link to, monitor and end.</summary>
internal static class Peers
{
    internal static ExitReason Reason { get; } = new ExitReason.Custom("reason");

    /// <summary>Lives until it is told to end.</summary>
    internal static async Task Idle(ProcessContext context) => await context.ReceiveAsync<Never>();

    /// <summary>Lives on and tells an observer every signal that it traps.</summary>
    internal static Func<ProcessContext, Task> Trapping(Pid observer) => async context =>
    {
        context.TrapExits = true;
        while (true)
        {
            observer.Send(new Trapped(context.Self, await context.ReceiveAsync<Signal.Exit>()));
        }
    };

    /// <summary>Ends by itself with a reason, when it is sent anything.</summary>
    internal static Func<ProcessContext, Task> EndsWith(ExitReason reason) => async context =>
    {
        await context.ReceiveAsync<object>();
        context.Exit(reason);
    };

    /// <summary>Links, and waits until the other end knows of it: what a third process sends there is not ordered with the link.</summary>
    internal static Task LinkAsync(ProcessContext context, Pid other)
    {
        context.Link(other);
        return context.Runtime.InfoAsync(other);
    }

    /// <summary>The pid of a process that is gone.</summary>
    internal static async Task<Pid> GoneAsync(ProcessContext context)
    {
        Pid pid = context.Spawn(_ => Task.CompletedTask);
        await pid.WaitForExitAsync();
        return pid;
    }

    /// <summary>What a trapping peer was told.</summary>
    internal sealed record Trapped(Pid By, Signal.Exit Signal);

    private sealed class Never;
}
