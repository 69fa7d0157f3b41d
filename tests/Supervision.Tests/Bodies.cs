namespace Supervision.Tests;

/// <summary>Process bodies that many tests need.</summary>
internal static class Bodies
{
    /// <summary>Waits for ever, for a message that never comes.</summary>
    internal static async Task Idle(ProcessContext context) => await context.ReceiveAsync<Never>();

    /// <summary>Waits for ever and traps exits.</summary>
    internal static async Task Trapping(ProcessContext context)
    {
        context.TrapExits = true;
        await context.ReceiveAsync<Never>();
    }

    /// <summary>Ends by itself with a reason, once it is sent anything.</summary>
    internal static Func<ProcessContext, Task> EndsWith(ExitReason reason) => async context =>
    {
        await context.ReceiveAsync<object>();
        context.Exit(reason);
    };

    /// <summary>Puts everything that it receives into a list.</summary>
    internal static Func<ProcessContext, Task> Collects(List<object> seen) => async context =>
    {
        while (true)
        {
            seen.Add(await context.ReceiveAsync<object>());
        }
    };

    internal sealed class Never
    {
        private Never()
        {
        }
    }
}
