using Supervision.Runtime;

namespace Supervision;

/// <summary>Callbacks of a process that was declared dead meanwhile.</summary>
public abstract partial class GenServer<TMessage>
{
    /// <summary>A callback has returned: the engine owns the process again, unless it was taken from this thread.</summary>
    /// <param name="pending">What the callback returned when it goes on after an await; null, or ended, when it is over.</param>
    private void LeaveUser(Task? pending)
    {
        try
        {
            _cell!.LeaveUser();
        }
        catch (AbandonedTurnException) when (pending is { IsCompleted: false })
        {
            // The thread is free and the code is not over: the process is a straggler until it is.
            _task = pending;
            pending.GetAwaiter().UnsafeOnCompleted(CallbackEnded);
            throw;
        }
    }
}
