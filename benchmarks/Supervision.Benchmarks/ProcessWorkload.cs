namespace Supervision.Benchmarks;

/// <summary>A workload on a runtime of its own, unless it is given one. It disposes either.</summary>
internal abstract class ProcessWorkload : Workload
{
    private ProcessRuntime? _runtime;

    internal override string Means => Ours;

    internal ProcessRuntime Runtime
    {
        get => _runtime ??= new ProcessRuntime();
        init => _runtime = value;
    }

    public override async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await base.DisposeAsync();
    }
}
