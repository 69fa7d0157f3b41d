using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing;

/// <summary>The door for real work in a simulation.</summary>
public static class SimulationExternal
{
    /// <summary>Does real work, such as I/O, and waits for it in real time; the one thing in a simulation that may leave its thread.</summary>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <param name="context">The process that waits.</param>
    /// <param name="name">What the work is, for messages.</param>
    /// <param name="work">Begins the work. It runs on the caller's thread but outside of the process: what goes on after an await in it does so on
    /// the thread pool, and it must not use the context.</param>
    /// <returns>Completes with the work's result, in the process's turn. Virtual time stands still meanwhile: before time passes the work is
    /// waited for, up to <see cref="SimulationOptions.ExternalLimit"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ProcessExitException">The process has been told to end.</exception>
    /// <remarks>
    /// <para>The order in which several come back is the machine's, so a run with such work may go another way the next time.</para>
    /// <para>In a runtime that is not simulated the work is simply done.</para>
    /// </remarks>
    public static Task<T> ExternalAsync<T>(this ProcessContext context, string name, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(work);
        ProcessCell cell = context.Cell;
        cell.BeginOperation();
        cell.EndOperation();
        return cell.Runtime.Guard is EscapeWatch watch ? LeaveAsync(watch, name, work) : work();
    }

    /// <summary>As <see cref="ExternalAsync{T}"/>, for work without a result.</summary>
    /// <param name="context">As there.</param>
    /// <param name="name">As there.</param>
    /// <param name="work">As there.</param>
    /// <returns>As there.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">Called outside of the process's turn.</exception>
    /// <exception cref="ProcessExitException">The process has been told to end.</exception>
    public static Task ExternalAsync(this ProcessContext context, string name, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return context.ExternalAsync(name, async () =>
        {
            await work().ConfigureAwait(false);
            return true;
        });
    }

    private static Task<T> LeaveAsync<T>(EscapeWatch watch, string name, Func<Task<T>> work)
    {
        SynchronizationContext? process = SynchronizationContext.Current;
        StepMark? mark = StepMark.OfThread;
        EscapeWatch? paused = mark?.Pause();
        SynchronizationContext.SetSynchronizationContext(null);
        Task<T> task;
        try
        {
            task = work();
            if (task.IsCompleted)
            {
                return task;
            }

            watch.BeginExternal(name);
            TaskCompletionSource<T> back = new();
            _ = task.ContinueWith(
                ended => watch.EndExternal(name, () => back.TrySetFromTask(ended)),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            return back.Task;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(process);
            mark?.Resume(paused);
        }
    }
}
