using Supervision;
using Supervision.Hosting;

namespace WorkerService;

/// <summary>Who runs, in which order, and what follows when one fails.</summary>
internal static class WorkerTree
{
    internal static void Declare(SupervisionTree tree)
    {
        // After its own time to stop, and this, code that does not end is left behind and reported.
        tree.Runtime = static options => options with { AbandonAfter = TimeSpan.FromSeconds(1) };
        tree.OneForOne("root", static root => root
            .RestForOne("sending", static sending => sending
                .HostedService<Uplink>("uplink")
                .HostedService<Worker>("worker", static child => child.GatesReadiness()))
            .HostedService<Legacy>("legacy", static child => child with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(2)) }));
    }
}
