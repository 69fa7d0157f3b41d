using Supervision.Tasks;

namespace Supervision;

/// <summary>Declares supervisors of tasks: work that runs in a process of its own, once, and may give a result.</summary>
/// <example>Two questions at the same time, and one that may fail alone:
/// <code>
/// await test.StartSupervisedAsync(TaskSupervisor.Child("tasks"));
/// TaskSupervisorRef tasks = TaskSupervisorRef.ForName(test.Runtime, "tasks");
///
/// SupervisedTask&lt;int> price = await tasks.RunAsync(test, AskPriceAsync);
/// SupervisedTask&lt;int> stock = await tasks.RunAsync(test, AskStockAsync);
/// SupervisedTask&lt;int> rating = await tasks.RunUnlinkedAsync(AskRatingAsync);
///
/// int value = await price.WaitAsync() * await stock.WaitAsync();
/// TaskOutcome&lt;int>? perhaps = await rating.TryWaitAsync(TimeSpan.FromSeconds(1));
/// </code></example>
/// <remarks>
/// <para>The supervisor is a dynamic one, with all that it can do: a limit (<see cref="SupervisorBuilder.MaxChildren"/>), listing,
/// termination. Stopped, it stops its tasks.</para>
/// <para><b>OTP:</b> none; Elixir's Task.Supervisor.</para>
/// </remarks>
public static class TaskSupervisor
{
    /// <summary>A child that is a supervisor of tasks.</summary>
    /// <param name="id">The id of the child, and the name by which it is reached.</param>
    /// <param name="task">Changes restart, shutdown and so on of its tasks; null for temporary ones that have 5 s to stop. Only tasks that nobody
    /// waits for may be restarted.</param>
    /// <param name="configure">Sets another name, and limits; null for the defaults.</param>
    /// <returns>The specification of a permanent supervisor.</returns>
    /// <exception cref="SupervisorSpecException">It has mistakes; it holds all of them.</exception>
    /// <remarks><para><b>OTP:</b> none; Elixir's Task.Supervisor.child_spec/1.</para></remarks>
    public static ChildSpec Child(string id, Func<ChildSpec, ChildSpec>? task = null, Action<SupervisorBuilder>? configure = null) =>
        ChildSpec.Nested(Supervisor.Dynamic<TaskStart>(
            id,
            TaskStart.StartAsync,
            spec => (task ?? (static same => same))(spec with { Restart = Restart.Temporary }),
            builder =>
            {
                builder.Named(id);
                configure?.Invoke(builder);
            }).Spec);
}
