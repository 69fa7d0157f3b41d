using Supervision.Runtime;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Kit;

/// <summary>A test on the real scheduler: things happen by themselves, and are waited for.</summary>
internal sealed class RealWorld(ProcessRuntime runtime, Observations observations, LogCapture logs) : TestWorld(observations, logs)
{
    internal override ProcessRuntime Runtime => runtime;

    internal override string Clock => "real";

    internal override Simulation? Simulation => null;

    internal override bool KeepsPlaces => true;

    internal override IReadOnlyList<EscapeWatch.Wait>? Waits() => null;

    internal override Exception Leaked(IReadOnlyCollection<ProcessCell> left) => KitErrors.Leaked(left, this);

    internal override Task IdleAsync(string operation) => throw KitErrors.NeedsSimulation(
        operation, "Say how long nothing may come (ExpectNothingAsync(TimeSpan.FromMilliseconds(50)), which proves no more than that), or wait for what you expect: ExpectAsync, ExpectDownAsync, EventuallyAsync.");

    internal override async Task<bool> EventuallyAsync(ProcessContext test, Func<bool> condition, TimeSpan within) =>
        await Observations.FirstAsync(test, () => condition() ? this : null, within).ConfigureAwait(true) is not null; // in the test's process
}
