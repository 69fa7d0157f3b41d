namespace Supervision.Edges;

/// <summary>
/// The child in the tree: its life is the time in which the service is to be registered. It has a registrar do that, after the one of its
/// predecessor has ended, and another one if that dies.
/// </summary>
internal sealed class RegistrationServer(ServiceRegistration registration, Registrar registrar, RegistrationOptions options)
    : GenServer<RegistrationServer.BeginAgain>
{
    /// <summary>The registrar that works, or whose end is waited for; and its monitor, null when it has ended.</summary>
    private Pid _registrar;

    /// <inheritdoc cref="_registrar"/>
    private MonitorRef? _monitor;

    private bool _isOwn;

    protected override ValueTask<InitResult> InitAsync()
    {
        _registrar = registration.TakeOver(Context);
        _monitor = Context.Monitor(_registrar);
        return new(InitResult.Ok);
    }

    protected override ValueTask HandleAsync(BeginAgain message)
    {
        Begin();
        return default;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down && down.Monitor == _monitor)
        {
            _monitor = null;
            if (_isOwn)
            {
                Context.SendAfter(options.Backoff.DelayOf(1, Context.Runtime), Self, new BeginAgain());
            }
            else
            {
                Begin();
            }
        }

        return default;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        if (_isOwn && _monitor is not null)
        {
            _registrar.Send(new Registrar.Leave());
        }

        await _registrar.WaitForExitAsync(CancellationToken.None).ConfigureAwait(true); // in the process; its supervisor knows how long to wait
    }

    private void Begin()
    {
        (Pid pid, MonitorRef monitor) = Context.SpawnMonitor(registrar.For(Self), new ProcessOptions { Label = "registrar" });
        if (registration.TryAppoint(Context, pid))
        {
            (_registrar, _monitor, _isOwn) = (pid, monitor, true);
            pid.Send(new Registrar.Go());
        }
        else
        {
            Context.Demonitor(monitor);
            pid.Exit(ExitReason.Kill);
        }
    }

    /// <summary>The note to itself after a registrar that died.</summary>
    internal sealed record BeginAgain;
}
