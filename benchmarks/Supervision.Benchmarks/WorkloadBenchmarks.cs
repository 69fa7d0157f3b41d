using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Supervision.Benchmarks;

/// <summary>The same workloads under BenchmarkDotNet, except those in Erlang.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Throughput, warmupCount: 5, iterationCount: 10, invocationCount: 1)]
public abstract class WorkloadBenchmarks
{
    private protected const int Many = 50_000;

    private Workload _workload = null!;
    private int _operations;

    private protected async Task SetUpAsync(string name)
    {
        _workload = Catalogue.All[name.Split(' ')[0]]().First(workload => NameOf(workload) == name);
        _operations = _workload.Operations == 0 ? Many : _workload.Operations;
        await _workload.SetUpAsync();

        // Runs are short, and those that BenchmarkDotNet makes by itself are over before the JIT has taken note.
        await WarmUp.RunAsync(_workload);
    }

#pragma warning disable VSTHRD002 // BenchmarkDotNet does not await what it calls between runs.
    /// <summary>Before each run.</summary>
    [IterationSetup]
    public void Prepare() => _workload.PrepareAsync(_operations).GetAwaiter().GetResult();

    /// <summary>After each run.</summary>
    [IterationCleanup]
    public void CleanUp() => _workload.CleanUpAsync().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    /// <summary>Once for each name.</summary>
    [GlobalCleanup]
    public async Task TearDownAsync() => await _workload.DisposeAsync();

    private protected Task RunWorkloadAsync() => _workload.RunAsync(_operations);

    private protected static IEnumerable<string> NamesOf(bool repeated) =>
        from contest in Catalogue.All
        from workload in contest.Value()
        where workload is not ErlangWorkload && (workload.Operations == 0) == repeated
        select NameOf(workload);

    private static string NameOf(Workload workload) => $"{workload.Operation} ({workload.Means})";
}

/// <summary>Operations that are done any number of times; the time is that of one.</summary>
public class EachOperation : WorkloadBenchmarks
{
    /// <summary>The operation and with what it is done.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Names => NamesOf(repeated: true);

    /// <summary>Once for each name.</summary>
    [GlobalSetup]
    public Task SetUpAsync() => SetUpAsync(Name);

    /// <summary>What is measured.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public Task RunAsync() => RunWorkloadAsync();
}

/// <summary>Operations on a crowd of a certain size; the time is that of the whole crowd.</summary>
public class WholeCrowd : WorkloadBenchmarks
{
    /// <summary>The operation and with what it is done.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Names => NamesOf(repeated: false);

    /// <summary>Once for each name.</summary>
    [GlobalSetup]
    public Task SetUpAsync() => SetUpAsync(Name);

    /// <summary>What is measured.</summary>
    [Benchmark]
    public Task RunAsync() => RunWorkloadAsync();
}
