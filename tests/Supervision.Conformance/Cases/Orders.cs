using Supervision.Testing;

namespace Supervision.Conformance.Cases;

/// <summary>Runs a case in the plain order and then in many drawn orders of turns and deliveries; a failure names the seed that replays it.</summary>
internal static class Orders
{
    private const ulong Many = 50;

    /// <summary>The case drives each simulation itself.</summary>
    internal static void Explore(Action<Simulation> test, ProcessRuntimeOptions? options = null)
    {
        for (ulong seed = 0; seed <= Many; seed++)
        {
            try
            {
                // Without a seed first: when that fails, it is the easiest to read.
                using Simulation simulation = new(seed == 0 ? null : seed, options);
                test(simulation);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Fails {(seed == 0 ? "without a seed" : $"with seed {seed}")}: {error.Message}", error);
            }
        }
    }

    /// <summary>The case is the body of a process, which traps exits as the test process of the published suites does.</summary>
    internal static void Explore(Func<TestProcess, Task> test, ProcessRuntimeOptions? options = null) => Explore(
        simulation => simulation.Run(async context =>
        {
            context.TrapExits = true;
            await test(context);
        }),
        options);
}
