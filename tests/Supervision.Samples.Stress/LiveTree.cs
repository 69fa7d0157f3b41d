using System.Collections.Concurrent;
using Xunit.Sdk;

namespace Supervision.Samples.Stress;

/// <summary>A sample's real tree on real threads, struck as often as its supervisors bear while people use it.</summary>
internal static class LiveTree
{
    /// <summary>Five seconds in the slice, so that all samples together take twenty.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    /// <summary>A runtime that may be struck.</summary>
    public static ProcessRuntime NewRuntime() => new(new ProcessRuntimeOptions { AllowChaos = true });

    /// <summary>Strikes it, and says how often and what was done meanwhile.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="options">The load and what must hold; kinds, length and time are the same for all samples.</param>
    /// <param name="done">What the load has done, for people.</param>
    public static async Task StrikeAsync(SupervisorRef root, ChaosOptions options, Func<FormattableString> done)
    {
        ConcurrentQueue<Exception> broken = [];
        Task<ChaosReport> run = ChaosTest.RunAsync(
            root,
            options with
            {
                Kinds = [ChaosKind.Kill, ChaosKind.Kill, ChaosKind.Crash, ChaosKind.Exit],
                Filter = options.Filter ?? ChaosFilter.Workers,
                Length = 8,
                Load = Watched(options.Load!, broken),
                SteadyState = Watched(options.SteadyState!, broken),
                For = Load.Lasting(Slice),
                LoadProcesses = 4,
                RecoversWithin = TimeSpan.FromSeconds(20),
            },
            cancellationToken: TestContext.Current.CancellationToken).InTime();
        await Task.WhenAny(run);

        // First: a statement that does not hold lets nobody go on, and the run would tell of that.
        Assert.Empty(broken.Select(static error => error.ToString()));
        ChaosReport report = await run;
        Load.Print(Invariant($"{root}: {report}; {Invariant(done())}"));
        Assert.Equal(0, report.Ended);
        Assert.True(report.Strikes > 0, "nobody was struck");
    }

    /// <summary>A call may fail while its server dies, and is no violation. A statement that does not hold is one, whoever died.</summary>
    private static Func<ProcessContext, Task> Watched(Func<ProcessContext, Task> work, ConcurrentQueue<Exception> broken) => async context =>
    {
        try
        {
            await work(context);
        }
        catch (Exception error) when (error is IAssertionException)
        {
            broken.Enqueue(error);
            throw;
        }
    };

    /// <summary>A new directory, gone at the end of the test.</summary>
    public sealed class Disk : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervision-samples-");

        public string Path => _directory.FullName;

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
