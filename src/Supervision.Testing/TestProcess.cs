namespace Supervision.Testing;

/// <summary>The process in which a test's body runs: everything that a process can do, and what only a test needs.</summary>
/// <remarks><para><b>From:</b> inside the test's body only.</para></remarks>
public sealed partial class TestProcess : ProcessContext
{
    internal TestProcess(Simulation simulation, ProcessContext context)
        : base(context.Cell) => Simulation = simulation;

    /// <summary>The simulation that runs the test. From any thread.</summary>
    public Simulation Simulation { get; }
}
