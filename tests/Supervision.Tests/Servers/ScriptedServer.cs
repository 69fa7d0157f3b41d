namespace Supervision.Tests.Servers;

/// <summary>A server whose callbacks are the test's. Without them it answers every question with its own text.</summary>
internal sealed class ScriptedServer : GenServer<Request>
{
    public Func<ScriptedServer, ValueTask<InitResult>>? OnInit { get; init; }

    public Func<ScriptedServer, Request, ValueTask>? OnMessage { get; init; }

    public Func<ScriptedServer, object?, ValueTask>? OnContinue { get; init; }

    public Func<ScriptedServer, Signal, ValueTask>? OnSignal { get; init; }

    public Func<ScriptedServer, ExitReason, ValueTask>? OnTerminate { get; init; }

    public Func<object?>? OnDescribe { get; init; }

    public new ProcessContext Context => base.Context;

    public new Pid Self => base.Self;

    public new ServerRef<Request> SelfRef => base.SelfRef;

    public new CancellationToken Stopping => base.Stopping;

    public new void Stop(ExitReason reason) => base.Stop(reason);

    public new void Continue(object? argument = null) => base.Continue(argument);

    public new void SetTimeout(TimeSpan timeout) => base.SetTimeout(timeout);

    public void Answer(Request message, string reply) => Reply((Request.Ask)message, reply);

    public ReplyTo<string> Take(Request message) => TakeCaller((Request.Ask)message);

    protected override ValueTask<InitResult> InitAsync() => OnInit?.Invoke(this) ?? base.InitAsync();

    protected override ValueTask ContinueAsync(object? argument) => OnContinue?.Invoke(this, argument) ?? base.ContinueAsync(argument);

    protected override ValueTask HandleSignalAsync(Signal signal) => OnSignal?.Invoke(this, signal) ?? base.HandleSignalAsync(signal);

    protected override ValueTask TerminateAsync(ExitReason reason) => OnTerminate?.Invoke(this, reason) ?? base.TerminateAsync(reason);

    protected override object? Describe() => OnDescribe is null ? base.Describe() : OnDescribe();

    protected override ValueTask HandleAsync(Request message)
    {
        if (OnMessage is not null)
        {
            return OnMessage(this, message);
        }

        if (message is Request.Ask ask)
        {
            Reply(ask, ask.Text);
        }

        return default;
    }
}
