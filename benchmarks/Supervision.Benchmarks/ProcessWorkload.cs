namespace Supervision.Benchmarks;

/// <summary>A workload on a runtime of its own.</summary>
internal abstract class ProcessWorkload : Workload
{
    internal override string Means => Ours;

    protected ProcessRuntime Runtime { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await base.DisposeAsync();
    }
}
