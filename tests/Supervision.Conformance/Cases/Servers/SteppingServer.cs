namespace Supervision.Conformance.Cases.Servers;

/// <summary>A server whose callbacks are functions of the case, for rows about what a callback asks for. It keeps a trace of what it has
/// handled.</summary>
internal sealed class SteppingServer : GenServer<Step>
{
    public List<string> Trace { get; init; } = [];

    public Func<SteppingServer, InitResult> OnInit { get; init; } = _ => InitResult.Ok;

    public Action<SteppingServer, object?> OnContinue { get; init; } = (_, _) => { };

    public Action<SteppingServer, Signal> OnSignal { get; init; } = (_, _) => { };

    public Action<SteppingServer, ExitReason> OnTerminate { get; init; } = (_, _) => { };

    public Func<SteppingServer, object?> OnDescribe { get; init; } = _ => null;

    public new ProcessContext Context => base.Context;

    /// <summary>A call that is answered with <c>ok</c>.</summary>
    public static Step.Ask Ping { get; } = new((server, call) => server.Reply(call, "ok"));

    /// <summary>A message that adds a word to the trace.</summary>
    public static Step.Do Note(string word) => new(server => server.Trace.Add(word));

    /// <summary>Sends the server itself a message that adds a word to the trace.</summary>
    public void NoteToSelf(string word) => Self.Send(Note(word));

    public new void Reply<TReply>(ICall<Step, TReply> message, TReply reply) => base.Reply(message, reply);

    public new ReplyTo<TReply> TakeCaller<TReply>(ICall<Step, TReply> message) => base.TakeCaller(message);

    public new void Stop(ExitReason reason) => base.Stop(reason);

    public new void Continue(object? argument = null) => base.Continue(argument);

    public new void SetTimeout(TimeSpan timeout) => base.SetTimeout(timeout);

    protected override ValueTask<InitResult> InitAsync() => new(OnInit(this));

    protected override ValueTask ContinueAsync(object? argument)
    {
        Trace.Add($"continue {argument}");
        OnContinue(this, argument);
        return default;
    }

    protected override ValueTask HandleAsync(Step message) => message.RunAsync(this);

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        Trace.Add(signal.GetType().Name);
        OnSignal(this, signal);
        return default;
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        OnTerminate(this, reason);
        return default;
    }

    protected override object? Describe() => OnDescribe(this);
}
