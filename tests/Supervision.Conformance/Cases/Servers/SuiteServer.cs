namespace Supervision.Conformance.Cases.Servers;

/// <summary>The server of gen_server_SUITE: calls and casts with timeouts, and many ways to end. It tells its observer what it has handled.</summary>
internal sealed class SuiteServer(Pid observer = default) : GenServer<SuiteMessage>
{
    private Action? _onTimeout;
    private bool _isInTime;

    /// <summary>How the initialisation ends; by default well.</summary>
    public Func<ProcessContext, ValueTask<InitResult>> Init { get; init; } = _ => new(InitResult.Ok);

    internal static ExitReason Stopped { get; } = new ExitReason.Custom("stopped");

    protected override ValueTask<InitResult> InitAsync() => Init(Context);

    protected override ValueTask HandleAsync(SuiteMessage message)
    {
        switch (message)
        {
            case SuiteMessage.Ping ping:
                Reply(ping, "pong");
                break;
            case SuiteMessage.Stop stop:
                Reply(stop, "ok");
                Stop(Stopped);
                break;
            case SuiteMessage.ExitWith exit:
                Context.Exit(exit.Reason);
                break;
            case SuiteMessage.StopWith stop:
                Stop(stop.Reason);
                break;
            case SuiteMessage.DelayedAnswer call:
                ReplyTo<string> caller = TakeCaller(call);
                After(call.After, () => caller.Reply("delayed"));
                break;
            case SuiteMessage.CallWithin call:
                Reply(call, "ok");
                _isInTime = true;
                After(call.Time, () => _isInTime = false);
                break;
            case SuiteMessage.NextCall call:
                Reply(call, _isInTime);
                break;
            case SuiteMessage.Tell tell:
                observer.Send(tell.Word);
                After(tell.Again ?? Timeout.InfiniteTimeSpan, () => observer.Send(tell.Word + " again"));
                break;
            case SuiteMessage.StopQuietly:
                Stop(Stopped);
                break;
        }

        return default;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        Assert.IsType<Signal.Timeout>(signal);
        _onTimeout!();
        return default;
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        observer.Send(new Terminated(reason));
        return default;
    }

    private void After(TimeSpan time, Action act)
    {
        _onTimeout = act;
        SetTimeout(time);
    }

    /// <summary>Told when the server terminates in an orderly way.</summary>
    internal sealed record Terminated(ExitReason Reason);
}
