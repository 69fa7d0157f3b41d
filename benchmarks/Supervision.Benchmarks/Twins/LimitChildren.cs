using Supervision.Benchmarks.Twins.Limit;
using Supervision.Benchmarks.Workloads;

namespace Supervision.Benchmarks.Twins;

/// <summary>Children of a supervisor at the limit; an operation is a child.</summary>
internal sealed class LimitChildren(ChildrenPhase phase, int size) : TwinWorkload(Children.NameFor(phase, size), "limit")
{
    private readonly List<LimitMember> _children = [];
    private LimitSupervisor _supervisor = new();

    internal override int Operations => Children.OperationsFor(phase, size);

    internal override bool Retains => phase == ChildrenPhase.Start;

    internal override async Task PrepareAsync(int operations)
    {
        _supervisor = new LimitSupervisor();
        _children.Clear();
        _children.EnsureCapacity(size);
        if (phase != ChildrenPhase.Start)
        {
            await StartAsync(phase == ChildrenPhase.Stop ? operations : size);
        }
    }

    internal override Task RunAsync(int operations) => phase switch
    {
        ChildrenPhase.Start => StartAsync(operations),
        ChildrenPhase.Terminate => TerminateAsync(operations),
        _ => _supervisor.StopAsync(),
    };

    private Task StartAsync(int count) => Task.Run(async () =>
    {
        for (int i = 0; i < count; i++)
        {
            _children.Add((LimitMember)await _supervisor.CallAsync(LimitSupervisor.StartChild));
        }
    });

    private Task TerminateAsync(int count) => Task.Run(async () =>
    {
        for (int i = 0; i < count; i++)
        {
            await _supervisor.CallAsync(_children[(size / 2) - (count / 2) + i]);
        }
    });
}
