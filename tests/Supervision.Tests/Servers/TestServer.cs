namespace Supervision.Tests.Servers;

/// <summary>A server that runs the code which its messages bring, and whose other callbacks are functions. What a server may do in its
/// callbacks is open to that code.</summary>
internal sealed class TestServer : GenServer<Work>
{
    /// <summary>The names of the callbacks that have run, in order, and whatever the test adds.</summary>
    public List<string> Trace { get; init; } = [];

    public Func<TestServer, ValueTask<InitResult>> OnInit { get; init; } = _ => new(InitResult.Ok);

    public Func<TestServer, object?, ValueTask> OnContinue { get; init; } = (_, _) => default;

    public Func<TestServer, Signal, ValueTask> OnSignal { get; init; } = (_, _) => default;

    public Func<TestServer, ExitReason, ValueTask> OnTerminate { get; init; } = (_, _) => default;

    public Func<object?> OnDescribe { get; init; } = () => null;

    public new ProcessContext Context => base.Context;

    public new Pid Self => base.Self;

    public new CancellationToken Stopping => base.Stopping;

    /// <summary>A call that is answered with a value.</summary>
    public static Ask<int> Value(int value) => new((server, ask) => server.Reply(ask, value));

    /// <summary>A call whose handling never ends.</summary>
    public static Ask<int> Hangs() => new(async (_, _) => await new TaskCompletionSource().Task);

    /// <summary>A call that the server handles without an answer, and keeps.</summary>
    public static Ask<int> Keeps(Action<ReplyTo<int>>? kept = null) => new((server, ask) =>
    {
        ReplyTo<int> caller = server.TakeCaller(ask);
        kept?.Invoke(caller);
    });

    public new void Reply<TReply>(ICall<Work, TReply> message, TReply reply) => base.Reply(message, reply);

    public new ReplyTo<TReply> TakeCaller<TReply>(ICall<Work, TReply> message) => base.TakeCaller(message);

    public new void Stop(ExitReason reason) => base.Stop(reason);

    public new void Continue(object? argument = null) => base.Continue(argument);

    public new void SetTimeout(TimeSpan timeout) => base.SetTimeout(timeout);

    protected override ValueTask<InitResult> InitAsync() => OnInit(this);

    protected override ValueTask ContinueAsync(object? argument)
    {
        Trace.Add($"continue {argument}");
        return OnContinue(this, argument);
    }

    protected override ValueTask HandleAsync(Work message) => message.RunAsync(this);

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        Trace.Add(signal switch
        {
            Signal.Exit exit => $"exit {exit.Reason}",
            Signal.Down down => $"down {down.Reason}",
            _ => "timeout",
        });
        return OnSignal(this, signal);
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        Trace.Add($"terminate {reason}");
        return OnTerminate(this, reason);
    }

    protected override object? Describe() => OnDescribe();
}
