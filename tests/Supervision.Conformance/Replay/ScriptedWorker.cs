namespace Supervision.Conformance.Replay;

/// <summary>A worker that does what the scenario says.</summary>
internal sealed class ScriptedWorker(string start, BehaviorNode behavior, Action<ExitReason> onTerminate) : GenServer<WorkerMessage>
{
    private bool _leavesByItself;

    protected override ValueTask<InitResult> InitAsync() => start switch
    {
        "ok" => new(InitResult.Ok),
        "ignore" => new(InitResult.Ignore),
        _ when Reasons.HasForm(start, "crash") => throw new ScriptException(Reasons.Inner(start)),
        _ => new(InitResult.Stop(Reasons.Parse(start))),
    };

    protected override ValueTask HandleAsync(WorkerMessage message)
    {
        _leavesByItself = true;
        if (Reasons.HasForm(message.Reason, "crash"))
        {
            throw new ScriptException(Reasons.Inner(message.Reason));
        }

        Stop(Reasons.Parse(message.Reason));
        return default;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        if (_leavesByItself)
        {
            return;
        }

        onTerminate(reason);
        if (behavior.StopDelay is { } delay && delay > TimeSpan.Zero)
        {
            await Context.DelayAsync(delay);
        }

        if (behavior.StopReason is { } own)
        {
            throw Reasons.HasForm(own, "crash") ? new ScriptException(Reasons.Inner(own)) : new ProcessExitException(Reasons.Parse(own));
        }
    }
}
