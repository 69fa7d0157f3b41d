using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>A test body that runs as a process: whoever ends it must not make the test pass.</summary>
public sealed class SimulationRunTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_BodyIsEndedFromOutside_ThrowsAlsoWhenItsCodeCameToItsEnd(bool awaits)
    {
        using Simulation simulation = new();

        TestFailedException error = Assert.Throws<TestFailedException>(() => simulation.Run(async context =>
        {
            context.Self.Exit(ExitReason.Kill);
            await Task.Yield();
            if (awaits)
            {
                await context.ReceiveAsync<object>();
            }
        }));

        Assert.Contains("was ended from outside (killed)", error.Message, StringComparison.Ordinal);
    }
}
