namespace Supervision.Testing.Chaos;

/// <summary>The body of a test that carries out one plan on one tree.</summary>
internal static class ChaosBody
{
    internal static Func<TestProcess, Task> Of(Func<TestProcess, SupervisorSpec> tree, ChaosPlan plan, ChaosOptions options, Action<ChaosSession>? done) =>
        async test =>
        {
            test.AllowCrashes();
            SupervisorRef root = await test.Runtime.StartSupervisorAsync(tree(test)).ConfigureAwait(true); // in the test's process
            test.OnExit(async () =>
            {
                if (root.Pid.IsAlive)
                {
                    await root.StopAsync().ConfigureAwait(true); // in the test's process
                }
            });
            using SimulatedChaos session = new(test, root, options, plan);
            await session.RunAsync().ConfigureAwait(true); // in the test's process
            done?.Invoke(session);
        };
}
