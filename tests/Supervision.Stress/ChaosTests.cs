using System.Collections.Concurrent;
using Supervision.Testing;

namespace Supervision.Stress;

/// <summary>A working tree on real threads, struck as often as its supervisors bear.</summary>
public sealed class ChaosTests
{
    private const int Keepers = 8;

    /// <summary>What a run may leave behind that is no leak: the pool's, and the work of the collector itself.</summary>
    private const long Tolerance = 8 * 1024 * 1024;

    [Fact]
    public async Task Tree_StruckAsOftenAsItBearsUnderLoad_LosesNothingAndLeavesNothing()
    {
        ConcurrentBag<Report> stragglers = [];
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { AllowChaos = true, OnReport = Note });
        SupervisorRef root = await runtime.StartSupervisorAsync(Tree([.. Enumerable.Range(0, Keepers).Select(_ => new ConcurrentDictionary<int, long>())]));
        Clients clients = new(Keepers);
        await ChaosTest.RunAsync(root, Options(clients, TimeSpan.FromSeconds(2)), null, TestContext.Current.CancellationToken).InTime();
        (int processes, long memory) = (runtime.ProcessCount, Memory());

        ChaosReport report = await ChaosTest.RunAsync(root, Options(clients, Load.Lasting(TimeSpan.FromSeconds(15))), null, TestContext.Current.CancellationToken).InTime();

        await clients.CheckAllAsync(runtime);
        long grown = Memory() - memory;
        Load.Print($"chaos: {report}; {clients.Kept:N0} items acknowledged, memory {grown / 1024:+#,0;-#,0} KiB");
        Assert.Equal((0, 0L), (report.Ended, clients.Lost));
        Assert.Equal(processes, runtime.ProcessCount);
        Assert.Equal((0, 0), (runtime.StragglerCount, stragglers.Count));
        Assert.True(grown < Tolerance, $"memory has grown by {grown:N0} bytes");
        await root.StopAsync(ExitReason.Shutdown).InTime();

        void Note(Report told)
        {
            if (told is Report.StragglerAbandoned)
            {
                stragglers.Add(told);
            }
        }
    }

    private static ChaosOptions Options(Clients clients, TimeSpan time) => new()
    {
        Kinds = [ChaosKind.Kill, ChaosKind.Kill, ChaosKind.Crash, ChaosKind.Exit, ChaosKind.StopSupervisor],
        For = time,
        Length = 40,
        Filter = ChaosFilter.Where(static entry => entry.Id != "keepers" || entry.Type == ChildType.Worker),
        Load = clients.WorkAsync,
        LoadProcesses = 4,
    };

    /// <summary>Keepers with names, and, beside them, trees of all strategies without.</summary>
    private static SupervisorSpec Tree(IReadOnlyList<ConcurrentDictionary<int, long>> disks) => Supervisor.OneForOne("app", app =>
    {
        app.Intensity(100, TimeSpan.FromSeconds(1));
        app.OneForOne("keepers", keepers =>
        {
            keepers.Intensity(100, TimeSpan.FromSeconds(1));
            for (int i = 0; i < disks.Count; i++)
            {
                ConcurrentDictionary<int, long> disk = disks[i];
                keepers.Child(ChildSpec.Server($"keeper-{i}", () => new Keeper(disk), new ServerOptions { Name = $"keeper-{i}" }));
            }
        });
        app.OneForAll("all", all => Workers(all.Intensity(50, TimeSpan.FromSeconds(1))));
        app.RestForOne("rest", rest => Workers(rest.Intensity(50, TimeSpan.FromSeconds(1)))
            .OneForOne("nested", nested => Workers(nested.Intensity(20, TimeSpan.FromSeconds(1)))));
    });

    private static SupervisorBuilder Workers(SupervisorBuilder supervisor)
    {
        for (int i = 0; i < 4; i++)
        {
            supervisor.Child(ChildSpec.Server($"w{i}", static () => new Worker()));
        }

        return supervisor;
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
