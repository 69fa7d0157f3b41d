namespace Supervision.Testing.Exploration;

/// <summary>Builds the failures of replays.</summary>
internal static class ExplorationErrors
{
    private const string Sources =
        "hash codes, Guid.NewGuid, Random.Shared, the machine's clock, static state, what an earlier run has left in variables outside of the body, another thread";

    internal static SimulationException NotRepeatable() => new(
        "SUPT004",
        $"The same choices did not lead to the same steps.\n        Something that the simulation does not own decided: {Sources}.\n        Take time and randomness from the process's context, and begin every run from nothing.");

    internal static SimulationException Stale(string token) => new(
        "SUPT004",
        $"The schedule {token} leads to other steps than when it was written, twice to the same: the test, or the code under test, was changed since.\n        If it was changed to mend what the schedule shows, that may be so; whether it is, Explore tells.\n        Remove the schedule, or explore again for a new one.");
}
