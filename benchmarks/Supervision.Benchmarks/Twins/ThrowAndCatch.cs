using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>The barest of a crash: an exception that is thrown and caught, below so many async methods.</summary>
internal sealed class ThrowAndCatch(string operation, int depth) : TwinWorkload(operation, "throw")
{
    internal override async Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            try
            {
                if (depth == 0)
                {
                    Fail();
                }

                await Restarts.ThrowAsync(depth);
            }
            catch (InvalidOperationException)
            {
                // What is measured.
            }
        }
    }

    private static void Fail() => throw new InvalidOperationException("as ordered");
}
