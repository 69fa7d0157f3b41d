namespace Supervision.Tests.StateMachines;

/// <summary>A machine that does what its events say, and notes what it sees.</summary>
internal sealed class ScriptedMachine(List<string> seen) : StateMachine<string, ScriptedMachine.Event>("a")
{
    /// <summary>Does something with the machine.</summary>
    internal delegate void Act(ScriptedMachine machine, Event message);

    /// <summary>What it does in its initialisation; null for nothing.</summary>
    internal Act? Init { get; init; }

    /// <summary>What it does when it enters a state; null for nothing.</summary>
    internal Action<ScriptedMachine, string>? Enter { get; init; }

    /// <summary>What it does with a signal; null for nothing.</summary>
    internal Action<ScriptedMachine, Signal>? Signalled { get; init; }

    internal new string State => base.State;

    internal new void MoveTo(string state) => base.MoveTo(state);

    internal new void Repeat() => base.Repeat();

    internal new void Postpone() => base.Postpone();

    internal new void Insert(Event message) => base.Insert(message);

    internal new void SetTimeout(TimeSpan time) => base.SetTimeout(time);

    internal new void SetStateTimeout(TimeSpan time, Event message) => base.SetStateTimeout(time, message);

    internal new void SetTimer(string name, TimeSpan time, Event message) => base.SetTimer(name, time, message);

    internal new void Stop(ExitReason reason) => base.Stop(reason);

    internal void Watch() => Context.SpawnMonitor(static _ => Task.CompletedTask);

    internal void Answer(Event message, string reply) => Reply((Ask)message, reply);

    internal ReplyTo<string> Take(Event message) => TakeCaller((Ask)message);

    protected override ValueTask<InitResult> InitAsync()
    {
        Init?.Invoke(this, new Event("init"));
        return base.InitAsync();
    }

    protected override ValueTask EnterAsync(string old, string state)
    {
        seen.Add($"enter {state} from {old}");
        Enter?.Invoke(this, state);
        return default;
    }

    protected override async ValueTask HandleAsync(string state, Event message)
    {
        seen.Add($"{message.Name} in {state}");
        if (message.Takes > TimeSpan.Zero)
        {
            await Context.DelayAsync(message.Takes);
        }

        message.Do?.Invoke(this, message);
    }

    protected override ValueTask HandleSignalAsync(string state, Signal signal)
    {
        seen.Add($"{signal.GetType().Name} in {state}");
        Signalled?.Invoke(this, signal);
        return default;
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        seen.Add($"terminate in {State}");
        return default;
    }

    internal record Event(string Name, Act? Do = null)
    {
        internal TimeSpan Takes { get; init; }
    }

    internal sealed record Ask(string Name, Act? Do = null) : Event(Name, Do), ICall<Event, string>;
}
