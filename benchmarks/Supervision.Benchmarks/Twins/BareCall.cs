using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>The same calls with nothing between caller and server.</summary>
internal sealed class BareCall(string operation, bool inside) : TwinWorkload(operation, "bare")
{
    private readonly Call _call = new(inside, limited: false);

    internal override Task SetUpAsync() => _call.SetUpAsync();

    internal override Task RunAsync(int operations) => _call.RunAsync(operations);

    public override async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        await base.DisposeAsync();
    }
}
