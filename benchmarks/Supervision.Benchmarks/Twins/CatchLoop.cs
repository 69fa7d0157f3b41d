namespace Supervision.Benchmarks.Twins;

/// <summary>The twin of <see cref="Workloads.RestartOfOne"/> at its barest: an exception thrown and caught.</summary>
internal sealed class CatchLoop : Workload
{
    internal override string Operation => "restart, one for one";

    internal override string Means => "throw and catch";

    internal override Task RunAsync(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            try
            {
                Fail();
            }
            catch (InvalidOperationException)
            {
                // What is measured.
            }
        }

        return Task.CompletedTask;
    }

    private static void Fail() => throw new InvalidOperationException("as ordered");
}
