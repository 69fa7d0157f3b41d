using System.Globalization;

namespace Supervision.Benchmarks.Workloads;

/// <summary>A child that crashes as soon as its group has started again; an operation is the time from the crash to the initialisation of the
/// last of the group. The exception crosses as many async methods as <paramref name="depth"/> says before it leaves the handler.</summary>
internal sealed class Restarts(int group, int depth) : ProcessWorkload
{
    private Signalled _done = new(1);
    private int _left;
    private int _started;
    private bool _begun;
    private Pid _last;

    internal override string Operation => NameFor(group, depth);

    private int Depth => depth;

    internal static string NameFor(int group, int depth) =>
        group > 1 ? "restart-group" : depth == 0 ? "restart" : string.Create(CultureInfo.InvariantCulture, $"restart-depth-{depth}");

    internal override async Task SetUpAsync()
    {
        void Declare(SupervisorBuilder root)
        {
            root.Intensity(int.MaxValue, TimeSpan.FromMilliseconds(1));
            for (int i = 0; i < group; i++)
            {
                root.Server(string.Create(CultureInfo.InvariantCulture, $"child-{i}"), () => new Mortal(this));
            }
        }

        await Runtime.StartSupervisorAsync(group == 1 ? Supervisor.OneForOne("root", Declare) : Supervisor.OneForAll("root", Declare));
    }

    internal override Task PrepareAsync(int operations)
    {
        _done = new Signalled(1);
        (_left, _started, _begun) = (operations, 0, true);
        return Task.CompletedTask;
    }

    internal override Task RunAsync(int operations)
    {
        _last.Send(Play.TheBall);
        return _done.Task;
    }

    /// <summary>Throws below so many async methods.</summary>
    internal static async ValueTask ThrowAsync(int below)
    {
        if (below == 1)
        {
            throw new InvalidOperationException("as ordered");
        }

        await ThrowAsync(below - 1);
    }

    /// <summary>Inits run one after the other, in the supervisor's order.</summary>
    private void Started(Pid pid)
    {
        _last = pid;
        if (!_begun || ++_started < group)
        {
            return;
        }

        _started = 0;
        if (--_left == 0)
        {
            _begun = false;
            _done.Signal();
        }
        else
        {
            pid.Send(Play.TheBall);
        }
    }

    private sealed class Mortal(Restarts workload) : GenServer<Play>
    {
        protected override ValueTask<InitResult> InitAsync()
        {
            workload.Started(Self);
            return new ValueTask<InitResult>(InitResult.Ok);
        }

        protected override ValueTask HandleAsync(Play message) =>
            workload.Depth == 0 ? throw new InvalidOperationException("as ordered") : ThrowAsync(workload.Depth);
    }
}
