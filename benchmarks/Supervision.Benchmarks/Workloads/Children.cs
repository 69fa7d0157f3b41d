using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>What is done with the children of a dynamic supervisor.</summary>
internal enum ChildrenPhase
{
    Start,
    Terminate,
    Stop,
}

/// <summary>Children of a dynamic supervisor, started, terminated among many, or stopped all at once; an operation is a child.</summary>
internal sealed class Children(ChildrenPhase phase, int size) : ProcessWorkload
{
    private const int Terminated = 1_000;

    private readonly List<Pid> _pids = [];
    private DynamicSupervisorRef<int> _supervisor;

    internal override string Operation => NameFor(phase, size);

    internal override int Operations => OperationsFor(phase, size);

    internal override bool Retains => phase == ChildrenPhase.Start;

    internal static string NameFor(ChildrenPhase phase, int size)
    {
        string word = phase switch
        {
            ChildrenPhase.Start => "start",
            ChildrenPhase.Terminate => "terminate",
            _ => "stop",
        };
        return string.Create(CultureInfo.InvariantCulture, $"children-{word}-{size}");
    }

    internal static int OperationsFor(ChildrenPhase phase, int size) => phase == ChildrenPhase.Terminate ? Math.Min(Terminated, size) : size;

    internal override async Task PrepareAsync(int operations)
    {
        _supervisor = await Runtime.StartSupervisorAsync(Supervisor.Dynamic<int>(
            "children", static (context, _) => context.StartServerAsync(static () => new Player())));
        _pids.Clear();
        _pids.EnsureCapacity(size);
        if (phase != ChildrenPhase.Start)
        {
            await StartAsync(phase == ChildrenPhase.Stop ? operations : size);
        }
    }

    internal override Task RunAsync(int operations) => phase switch
    {
        ChildrenPhase.Start => StartAsync(operations),
        ChildrenPhase.Terminate => TerminateAsync(operations),
        _ => _supervisor.Untyped.StopAsync(timeout: Timeout.InfiniteTimeSpan),
    };

    internal override async Task CleanUpAsync()
    {
        if (_supervisor.Pid.IsAlive)
        {
            await _supervisor.Untyped.StopAsync(timeout: Timeout.InfiniteTimeSpan);
        }
    }

    private Task StartAsync(int count) => Task.Run(async () =>
    {
        for (int i = 0; i < count; i++)
        {
            ChildResult result = await _supervisor.StartChildAsync(i);
            _pids.Add(((ChildResult.Started)result).Pid);
        }
    });

    private Task TerminateAsync(int count) => Task.Run(async () =>
    {
        for (int i = 0; i < count; i++)
        {
            await _supervisor.TerminateChildAsync(_pids[(size / 2) - (count / 2) + i]);
        }
    });
}
