namespace Supervision.Benchmarks.Workloads;

/// <summary>A child that crashes as soon as it is told to, and the supervisor that replaces it; an operation is the time from the crash to the
/// replacement's initialisation.</summary>
internal sealed class RestartOfOne : ProcessWorkload
{
    private Signalled _done = new(1);
    private int _left;
    private bool _begun;

    internal override string Operation => "restart, one for one";

    internal override async Task SetUpAsync() => await Runtime.StartSupervisorAsync(Supervisor.OneForOne("root", root => root
        .Intensity(int.MaxValue, TimeSpan.FromMilliseconds(1))
        .Server("child", () => new Mortal(this), new ServerOptions { Name = "child" })));

    internal override Task RunAsync(int operations)
    {
        _done = new Signalled(1);
        _left = operations;
        _begun = true;
        Runtime.Send("child", Play.TheBall);
        return _done.Task;
    }

    private sealed class Mortal(RestartOfOne workload) : GenServer<Play>
    {
        protected override ValueTask<InitResult> InitAsync()
        {
            if (workload._begun && --workload._left == 0)
            {
                workload._begun = false;
                workload._done.Signal();
            }
            else if (workload._begun)
            {
                Self.Send(Play.TheBall);
            }

            return new ValueTask<InitResult>(InitResult.Ok);
        }

        protected override ValueTask HandleAsync(Play message) => throw new InvalidOperationException("as ordered");
    }
}
