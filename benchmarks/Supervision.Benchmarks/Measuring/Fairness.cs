namespace Supervision.Benchmarks;

/// <summary>How late a process gets its turn beside greedy ones, and how long queues drain.</summary>
internal static class Fairness
{
    internal static int Print()
    {
        Measure();
        return 0;
    }

    internal static IReadOnlyList<string> Measure() => [];
}
