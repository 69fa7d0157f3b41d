namespace FactConsumers;

/// <summary>Two questions for any supervisor: who are they, and can they all go.</summary>
internal static class SupervisorChildren
{
    /// <summary>The pids of all children that run, in start order.</summary>
    public static async Task<IReadOnlyList<Pid>> ChildrenAsync(this SupervisorRef supervisor) =>
        [.. (await supervisor.ListChildrenAsync()).Select(child => child.Pid).Where(pid => pid != Pid.None)];

    /// <summary>Stops all children, in reverse start order. The supervisor lives on; temporary children are forgotten, others can be started
    /// again.</summary>
    public static async Task TerminateAllAsync(this SupervisorRef supervisor)
    {
        foreach (ChildInfo child in (await supervisor.ListChildrenAsync()).Reverse())
        {
            if (child.Id is null || await supervisor.TerminateChildAsync(child.Id) is ChildResult.NotForDynamic)
            {
                await supervisor.TerminateChildAsync(child.Pid);
            }
        }
    }
}
