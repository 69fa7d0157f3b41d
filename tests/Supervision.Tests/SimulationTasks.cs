using Supervision.Testing;

namespace Supervision.Tests;

/// <summary>For tests that drive the simulation from outside of its processes.</summary>
internal static class SimulationTasks
{
    /// <summary>Runs until nothing can happen any more; by then the task must have ended. Its result.</summary>
    internal static T Complete<T>(this Simulation simulation, Task<T> task)
    {
        simulation.RunUntilIdle();
        Assert.True(task.IsCompleted, "The task has not ended although nothing can happen any more.");
        return task.GetAwaiter().GetResult();
    }
}
