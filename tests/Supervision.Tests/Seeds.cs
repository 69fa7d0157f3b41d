using Supervision.Testing;

namespace Supervision.Tests;

/// <summary>Runs one test in the plain order and then in many drawn orders; a failure names the seed that replays it.</summary>
internal static class Seeds
{
    internal const int Many = 200;

    /// <summary>The test drives each simulation itself.</summary>
    internal static void Explore(Action<Simulation> test, ProcessRuntimeOptions? options = null, int seeds = Many)
    {
        for (ulong seed = 0; seed <= (ulong)seeds; seed++)
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

    /// <summary>The test is the body of a process.</summary>
    internal static void Explore(Func<ProcessContext, Task> body, ProcessRuntimeOptions? options = null, int seeds = Many) =>
        Explore(simulation => simulation.Run(body), options, seeds);
}
