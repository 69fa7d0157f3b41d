using System.Globalization;

namespace MakeItCrash;

/// <summary>Sees what happens to the tree and tells all pages, in one order for all. Nothing depends on it: it monitors, and links to
/// nobody.</summary>
internal sealed class ShowServer(Action<Moment> log) : GenServer<ShowMessage>
{
    /// <summary>The place of the StateServer.</summary>
    public const string State = "StateServer";

    private const int KeptMoments = 40;

    private readonly Dictionary<string, Actor> _actors = Partition.All
        .Select(partition => new Actor(partition.Label, hasState: true))
        .Append(new Actor(State, hasState: false))
        .ToDictionary(actor => actor.Label, StringComparer.Ordinal);

    private readonly Dictionary<MonitorRef, Actor> _monitors = [];
    private readonly Queue<Moment> _moments = [];
    private readonly Pages _pages = new();
    private int _lastMoment;

    protected override ValueTask<InitResult> InitAsync()
    {
        Context.TrapExits = true;
        foreach (Partition partition in Partition.All)
        {
            ServerRef<PartitionMessage>.ForName(Context.Runtime, partition.Label).Cast(new PartitionMessage.Introduce());
        }

        if (Context.Runtime.Find(Names.State) is { IsAlive: true } state)
        {
            Enter(_actors[State], state);
        }

        return ValueTask.FromResult(InitResult.Ok);
    }

    protected override ValueTask HandleAsync(ShowMessage message)
    {
        switch (message)
        {
            case ShowMessage.WhoIsUp who:
                Reply(who, _actors[who.Label] is { Phase: Phase.Up } up ? up.Pid : Pid.None);
                break;
            case ShowMessage.Watch watch:
                Reply(watch, watch.Page.TryWrite(new Scene(All: true, Everybody(), [.. _moments])) && _pages.Add(watch.Page));
                break;
            case ShowMessage.Leave(var page):
                _pages.Remove(page);
                break;
            default:
                HandleActor(message);
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down && _monitors.Remove(down.Monitor, out Actor? actor))
        {
            ShowExit(actor, down);
            foreach (ShowMessage early in actor.TakeEarly())
            {
                HandleActor(early);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Pages come back by themselves, to the next incarnation.</summary>
    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        _pages.Close();
        return ValueTask.CompletedTask;
    }

    private void HandleActor(ShowMessage message)
    {
        switch (message)
        {
            case ShowMessage.Started(var label, var pid) when !_actors[label].IsEarly(pid, message):
                ShowStart(_actors[label], pid);
                break;
            case ShowMessage.Restored(var label, var pid, var participants) when !_actors[label].IsEarly(pid, message):
                ShowStart(_actors[label], pid);
                _actors[label].Restore(participants);
                Show(_actors[label], MomentKind.Restore, Invariant($"<{pid.Id}> restored {Participants(participants.Count)} from the StateServer"));
                break;
            case ShowMessage.Changed(var label, var pid, var participants, var happened) when !_actors[label].IsEarly(pid, message):
                _actors[label].Participants = participants;
                Show(_actors[label], MomentKind.Change, happened);
                break;
            case ShowMessage.Has(var label, var pid, var participants) when !_actors[label].IsEarly(pid, message):
                Enter(_actors[label], pid);
                _actors[label].Restore(participants);
                Tell(_actors[label], []);
                break;
        }
    }

    private void ShowStart(Actor actor, Pid pid)
    {
        if (Enter(actor, pid))
        {
            Show(actor, MomentKind.Restart, Invariant($"{(actor.Crashes == 0 ? "started" : "restarted")} as <{pid.Id}>"));
        }
    }

    private void ShowExit(Actor actor, Signal.Down down)
    {
        actor.Exit();
        Show(actor, MomentKind.Exit, Invariant($"<{down.Pid.Id}> exited: {Why(down.Reason)}"));
        int lost = _actors.Values.Sum(partition => partition.Participants.Count);
        if (actor.Label == State && lost > 0)
        {
            Show(actor, MomentKind.Loss, Invariant($"{Participants(lost)} lost: nobody else had them"));
        }
    }

    private bool Enter(Actor actor, Pid pid)
    {
        bool isNew = actor.Enter(pid);
        if (isNew)
        {
            _monitors.Add(Context.Monitor(pid), actor);
        }

        return isNew;
    }

    private void Show(Actor actor, MomentKind kind, string text)
    {
        string time = Context.Time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var moment = new Moment(++_lastMoment, time, kind, actor.Label, text);
        if (_moments.Count == KeptMoments)
        {
            _moments.Dequeue();
        }

        _moments.Enqueue(moment);
        log(moment);
        Tell(actor, [moment]);
    }

    /// <summary>Supervisors are shown by where they are now; they change seldom.</summary>
    private void Tell(Actor actor, IReadOnlyList<Moment> moments) => _pages.Tell(new Scene(All: false, [actor.View(), .. Supervisors()], moments));

    private IReadOnlyList<ProcessView> Everybody() => [.. Supervisors(), .. _actors.Values.Select(actor => actor.View())];

    private IEnumerable<ProcessView> Supervisors() =>
        from name in (string[])[Names.Root, Names.Show, Names.Audience, Names.Partitions, Names.Web]
        let pid = Context.Runtime.Find(name)
        select new ProcessView(name, pid == Pid.None ? "" : Invariant($"<{pid.Id}>"), pid == Pid.None ? Phase.Down : Phase.Up, 0, 0, []);

    private static string Participants(int count) => count == 1 ? "1 participant" : Invariant($"{count} participants");

    private static string Why(ExitReason reason) => reason is ExitReason.Crashed(var error) ? error.Message : reason.ToString();
}
