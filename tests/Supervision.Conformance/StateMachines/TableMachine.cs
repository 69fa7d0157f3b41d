namespace Supervision.Conformance.StateMachines;

/// <summary>The machine of a program, here.</summary>
internal sealed class TableMachine(MachineProgram program, Action<string> log, Action<TimeSpan> due) : StateMachine<string, MachineEvent>(MachineProgram.FirstState)
{
    protected override ValueTask EnterAsync(string old, string state)
    {
        log($"enter {state} from {old}");
        Do(program.Enter[state], null);
        return default;
    }

    protected override ValueTask HandleAsync(string state, MachineEvent message)
    {
        log($"{message.Name} in {state}");
        Do(program.Table[(state, message.Name)], message as MachineEvent.Asked);
        return default;
    }

    protected override ValueTask HandleSignalAsync(string state, Signal signal)
    {
        log($"{MachineProgram.Timeout} in {state}");
        Do(program.Table[(state, MachineProgram.Timeout)], null);
        return default;
    }

    private void Do(IReadOnlyList<MachineAction> actions, MachineEvent.Asked? asked)
    {
        if (asked is not null && actions.Any(static action => action is MachineAction.Reply))
        {
            log($"reply {asked.Name}");
            Reply(asked, true);
        }

        foreach (MachineAction action in actions)
        {
            Do(action);
        }
    }

    private void Do(MachineAction action)
    {
        switch (action)
        {
            case MachineAction.Move move:
                MoveTo(move.State);
                break;
            case MachineAction.Repeat:
                Repeat();
                break;
            case MachineAction.Postpone:
                Postpone();
                break;
            case MachineAction.Insert insert:
                Insert(new MachineEvent(insert.Message));
                break;
            case MachineAction.StateTimeout timeout:
                SetStateTimeout(Time(timeout.Milliseconds), new MachineEvent(timeout.Message));
                break;
            case MachineAction.Timer timer:
                SetTimer(timer.Name, Time(timer.Milliseconds), new MachineEvent(timer.Message));
                break;
            case MachineAction.EventTimeout timeout:
                SetTimeout(Time(timeout.Milliseconds));
                break;
        }
    }

    private TimeSpan Time(int milliseconds)
    {
        TimeSpan time = milliseconds == MachineAction.Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
        if (time > TimeSpan.Zero)
        {
            due(time);
        }

        return time;
    }
}
