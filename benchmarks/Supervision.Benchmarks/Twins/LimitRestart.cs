using Supervision.Benchmarks.Twins.Limit;

namespace Supervision.Benchmarks.Twins;

/// <summary>A supervisor at the limit that replaces its children; an operation is a restart of the group.</summary>
internal sealed class LimitRestart(string operation, int group) : TwinWorkload(operation, "limit")
{
    internal override async Task RunAsync(int operations)
    {
        Driver driver = new(operations, group);
        LimitSupervisor supervisor = new(group > 1, driver.Tell);
        for (int i = 0; i < group; i++)
        {
            supervisor.Tell(LimitReply.Rent(LimitSupervisor.StartChild));
        }

        await driver.Done.Task;
        await supervisor.StopAsync();
    }

    private sealed class Driver(int restarts, int group) : LimitProcess
    {
        private int _left = restarts;
        private int _started;

        internal Signalled Done { get; } = new(1);

        protected override void Handle(object message)
        {
            if (++_started < group)
            {
                return;
            }

            _started = 0;
            if (_left-- == 0)
            {
                Done.Signal();
            }
            else
            {
                ((LimitChild)message).Tell(LimitChild.Fail);
            }
        }
    }
}
