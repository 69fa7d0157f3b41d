namespace Supervision.Applications;

/// <summary>
/// The process that knows what follows when an application ends: its own end, which as the end of a significant child ends the set. The first
/// child of the set, so that it runs before all applications and after them.
/// </summary>
internal sealed class ApplicationController(ApplicationSet set) : GenServer<ApplicationRequest>
{
    private readonly Dictionary<MonitorRef, SupervisedApplication> _watched = [];

    /// <summary>Applications that were stopped on purpose before the note of their start was read.</summary>
    private readonly HashSet<Pid> _stopped = [];

    protected override async ValueTask HandleAsync(ApplicationRequest message)
    {
        switch (message)
        {
            case ApplicationRequest.Started started when !_stopped.Remove(started.Pid):
                _watched.Add(Context.Monitor(started.Pid), started.Application);
                break;
            case ApplicationRequest.Start start:
                Reply(start, await StartAsync(start.Application).ConfigureAwait(true)); // in the process
                break;
            case ApplicationRequest.Stop stop:
                Reply(stop, await StopAsync(stop.Application.Name).ConfigureAwait(true)); // in the process
                break;
        }
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down && _watched.Remove(down.Monitor, out SupervisedApplication? application) && EndsAll(application.Type, down.Reason))
        {
            Stop(new ExitReason.ShutdownWith($"application '{application.Name}' has ended: {down.Reason}"));
        }

        return default;
    }

    private static bool EndsAll(ApplicationType type, ExitReason reason) => type switch
    {
        ApplicationType.Permanent => true,
        ApplicationType.Transient => reason != ExitReason.Normal,
        _ => false,
    };

    /// <summary>What depends on others comes after them; what was started for nothing is stopped again, last first.</summary>
    private async Task<(IReadOnlyList<string> Started, string? Failed, ChildResult? Result)> StartAsync(SupervisedApplication application)
    {
        SupervisorRef supervisor = SupervisorRef.ForPid(Context.Parent);
        List<string> started = [];
        foreach (SupervisedApplication next in ApplicationSet.InOrder([application]))
        {
            ChildResult result = await supervisor.StartChildAsync(set.ChildOf(next), Stopping).ConfigureAwait(true); // in the process
            if (result is ChildResult.Started)
            {
                started.Add(next.Name);
            }
            else if (result is not ChildResult.AlreadyStarted)
            {
                foreach (string name in Enumerable.Reverse(started))
                {
                    await StopAsync(name).ConfigureAwait(true); // in the process
                }

                return ([], next.Name, result);
            }
        }

        return (started, null, null);
    }

    private async Task<bool> StopAsync(string name)
    {
        SupervisorRef supervisor = SupervisorRef.ForPid(Context.Parent);
        if (await supervisor.GetChildAsync(name, Stopping).ConfigureAwait(true) is not { } child) // in the process
        {
            return false;
        }

        if (_watched.FirstOrDefault(pair => pair.Value.Name == name).Key is { } monitor)
        {
            Context.Demonitor(monitor);
            _watched.Remove(monitor);
        }
        else
        {
            _stopped.Add(child.Pid);
        }

        return await supervisor.TerminateChildAsync(name, Stopping).ConfigureAwait(true) is ChildResult.Done; // in the process
    }
}
