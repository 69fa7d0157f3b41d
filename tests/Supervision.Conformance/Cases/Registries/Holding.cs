using Supervision.Conformance.Cases.Supervisors.Fixtures;

namespace Supervision.Conformance.Cases.Registries;

/// <summary>Another process that holds something.</summary>
internal static class Holding
{
    /// <summary>Starts a process that does something with its context and then waits to be told to go.</summary>
    internal static async Task<Pid> OtherAsync(Stage stage, Action<ProcessContext> act)
    {
        Pid other = stage.Test.SpawnLink(async process =>
        {
            act(process);
            await process.ReceiveAsync<string>();
        });
        await stage.Test.IdleAsync();
        return other;
    }
}
