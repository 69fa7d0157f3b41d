using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Supervision.Benchmarks;

/// <summary>The same workloads under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Throughput, warmupCount: 5, iterationCount: 10, invocationCount: 1)]
public class AllBenchmarks
{
    private const int Operations = 50_000;

    private Workload _workload = null!;

    /// <summary>The operation and with what it is done.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Names =>
        from contest in Catalogue.All
        from workload in contest.Value()
        where workload is not ErlangWorkload
        select $"{workload.Operation} ({workload.Means})";

    /// <summary>Once for each name.</summary>
    [GlobalSetup]
    public Task SetUpAsync()
    {
        _workload = Catalogue.All[Name.Split(' ')[0]]().First(workload => $"{workload.Operation} ({workload.Means})" == Name);
        return _workload.SetUpAsync();
    }

    /// <summary>Before each run.</summary>
    [IterationSetup]
#pragma warning disable VSTHRD002 // BenchmarkDotNet does not await this one.
    public void Prepare() => _workload.PrepareAsync(Operations).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    /// <summary>What is measured.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public Task RunAsync() => _workload.RunAsync(Operations);

    /// <summary>After each run.</summary>
    [IterationCleanup]
#pragma warning disable VSTHRD002 // BenchmarkDotNet does not await this one.
    public void CleanUp() => _workload.CleanUpAsync().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    /// <summary>Once for each name.</summary>
    [GlobalCleanup]
    public async Task TearDownAsync() => await _workload.DisposeAsync();
}
