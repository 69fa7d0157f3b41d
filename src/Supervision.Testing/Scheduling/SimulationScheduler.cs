using Supervision.Calls;
using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Testing.Escapes;
using Supervision.Testing.Safety;

namespace Supervision.Testing.Scheduling;

/// <summary>
/// Runs processes one step at a time on the thread that asks for it. What can happen next:
/// <code>
/// step        possible when                                            makes
/// turn        the process was woken, or has given way                  one item of the process: an arrival drained, a callback
/// delivery    something is on its way from one process to another      its oldest is put into the receiver's door
/// timer       a timer is due at this instant and time is passing, or   the next timer fires; the time moves when it was not due
///             it may race: never in the plain order
/// detached    code goes on that belongs to no living process           the oldest of it
/// </code>
/// Those of which one is possible stand in the order in which they became so, each chain once; a strategy takes one of them, in the plain order the
/// first. With eager turns a turn is no choice but follows at once. With instant delivery there are no deliveries: what is sent is there.
/// </summary>
internal sealed partial class SimulationScheduler : ProcessScheduler
{
    /// <summary>Guards the lists: code that has left the simulation may come back on another thread.</summary>
    private readonly Lock _lock = new();

    private readonly StepList _possible = new();
    private readonly StepList _eager = new();
    private readonly Dictionary<long, Chain> _channels = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _detached = new();
    private readonly Chain _detachedChain = new(StepKind.Detached, ulong.MaxValue, null, null);
    private readonly Chain _timers = new(StepKind.Timer, ulong.MaxValue - 1, null, null);
    private readonly VirtualTime _time;
    private readonly EscapeWatch _watch;
    private readonly SchedulePlan _plan;
    private readonly bool _isInstant;

    /// <summary>What the step being made touches; null when nobody wants to know.</summary>
    private readonly Footprint? _footprint;

    /// <summary>True while dead processes must be known: they have a place in other schedules, or in the trace.</summary>
    private readonly bool _keepsDead;

    private ScheduleStrategy _strategy;
    private StepTrace? _trace;
    private SplitMix64 _random;
    private int _racesLeft;

    /// <summary>A value could not be chosen as the schedule says; thrown before the next step.</summary>
    private ScheduleLostException? _lost;

    /// <summary>A process that has no turns any more; null for none.</summary>
    private ProcessTarget? _silent;

    /// <summary>True from the moment at which time has passed until nothing can happen any more: what else is due now is a step.</summary>
    private bool _isInstantOpen;

    internal SimulationScheduler(VirtualTime time, SchedulePlan plan, EscapeWatch watch)
    {
        _time = time;
        _watch = watch;
        _plan = plan;
        _strategy = plan.Strategy;
        _trace = plan.Trace;
        _racesLeft = plan.TimerRaces;
        _footprint = plan.Strategy.WantsEveryStep ? new Footprint() : null;
        _isInstant = plan.Delivery == Delivery.Instant;
        _keepsDead = !plan.Strategy.IsPlain || plan.Trace is not null;
        _random = new SplitMix64(plan.RandomSeed);
    }

    internal override TimeProvider Time => _time;

    /// <summary>One envelope a turn, so that processes interleave between messages.</summary>
    internal override int TurnBudget => 1;

    /// <summary>Also what arrives at once is looked at when nothing may come from another thread, or messages are compared.</summary>
    internal override bool DefersDelivery => !_isInstant || _watch.KeepsForeignAway || Checks is not null;

    internal override bool WatchesMessages => Checks is not null;

    /// <summary>Compares messages; null for not. Set before the runtime is made.</summary>
    internal MessageChecks? Checks { get; set; }

    internal override EscapeGuard Guard => _watch;

    /// <summary>What the last step was, for people.</summary>
    internal (ProcessTarget? From, ProcessTarget? To, object? Content) LastStep { get; private set; }

    /// <summary>How many steps were made.</summary>
    internal long Steps { get; private set; }

    /// <summary>What was chosen.</summary>
    internal ScheduleRecord Record { get; } = new();

    internal Participants Participants { get; } = new();

    /// <summary>No timer that is due later than this may race.</summary>
    internal TimeSpan RaceLimit { get; set; } = TimeSpan.MaxValue;

    internal override void Schedule(ProcessTarget process, bool gaveWay)
    {
        if (_watch.IsForeign)
        {
            _watch.KeepForeign(process, null, () => Schedule(process, gaveWay));
            return;
        }

        lock (_lock)
        {
            if (ReferenceEquals(process, _silent))
            {
                return;
            }

            Participant participant = Participants.Of(process);
            participant.Turns.Target = process;
            bool isEager = _plan.EagerTurns && !(_plan.Shared?.Includes(participant) ?? false);
            (isEager ? _eager : _possible).Add(participant.Turns);
        }
    }

    internal override void Consumed(ProcessTarget process, Envelope envelope) => Checks?.Taken(process, envelope);

    internal override void Transmit(ProcessTarget? from, ProcessTarget to, Envelope envelope)
    {
        if (_watch.IsForeign)
        {
            _watch.KeepForeign(to, envelope, () => Transmit(from, to, envelope));
            return;
        }

        if (envelope is CallNode { Kind: EnvelopeKind.Call } call)
        {
            _watch.Called(to, call);
        }

        // A reply that is there at once cannot change on its way.
        if (!_isInstant || envelope.Kind != EnvelopeKind.Reply)
        {
            Checks?.Sent(from, envelope);
        }

        if (_isInstant)
        {
            _trace?.SentAtOnce(Participants.Of(from), Participants.Of(to), to, envelope);
            _footprint?.Add(Participants.Of(to).Key, changes: true);
            to.Accept(envelope);
            return;
        }

        lock (_lock)
        {
            Chain channel = ChannelOf(from, to);
            _trace?.Sent(channel, envelope);
            if (envelope.Kind == EnvelopeKind.Message && _plan.Shared is { } shared && shared.Includes(channel.From!) && shared.Includes(channel.To!))
            {
                // The answer says whether the receiver still takes messages.
                _footprint?.Add(VisibleOf(channel.To!), changes: false);
            }

            if (from is null)
            {
                // Several may speak for nobody, and what they send stays in order.
                _footprint?.Add(channel.Key, changes: true);
            }

            if (channel.Append(envelope))
            {
                channel.Source = from;
                channel.Target = to;
                _possible.Add(channel);
            }
        }
    }

    internal override void RunDetached(SendOrPostCallback callback, object? state)
    {
        if (_watch.IsForeign)
        {
            _watch.KeepForeign(null, null, () => RunDetached(callback, state));
            return;
        }

        lock (_lock)
        {
            _detached.Enqueue((callback, state));
            if (_detached.Count == 1)
            {
                (_plan.EagerTurns ? _eager : _possible).Add(_detachedChain);
            }
        }
    }

    internal override TaskCreationOptions CompletionOptions => TaskCreationOptions.None;

    internal override void Cancel(CancellationTokenSource source, Action<Exception> failed) => RunDetached(
        _ =>
        {
            try
            {
                source.Cancel();
            }
            // The callbacks are user code.
            catch (AggregateException error)
            {
                failed(error.InnerException ?? error);
            }
        },
        null);

    /// <summary>For the engine's own use; what a test draws is chosen by its strategy.</summary>
    internal override ulong NextRandom() => _random.Next();

    internal override TimerQueue CreateTimers() => new ProviderTimerQueue(_time);

    internal override Action<string?, bool>? SharedUses => _footprint is null ? null : Used;

    internal override Action<ProcessTarget, bool>? ProcessUses => _footprint is null ? null : UsedProcess;

    /// <summary>Makes one step. False when none is possible now.</summary>
    internal bool Step()
    {
        _watch.TakeArrivals();
        bool made = TryStep();
        while (!made && _watch.AwaitExternal())
        {
            _watch.TakeArrivals();
            made = TryStep();
        }

        return made;
    }

    /// <summary>One of several values that user code asks for.</summary>
    internal int ChooseValue(int count)
    {
        if (count == 1)
        {
            return 0;
        }

        int value;
        try
        {
            value = _strategy.ChooseValue(count);
        }
        catch (ScheduleLostException lost)
        {
            // Not through the code of the user.
            _lost = lost;
            return 0;
        }

        Record.Choices.Add(value);
        _trace?.ChoseValue(value, count);
        return value;
    }

    /// <summary>Time has passed: whatever else is due now may fire at any moment.</summary>
    internal void OpenInstant() => _isInstantOpen = !_strategy.IsPlain;

    /// <summary>What follows is no part of the schedule: the plain order, nothing recorded.</summary>
    internal void EndSchedule()
    {
        EndStep();
        _strategy = new PlainStrategy();
        _trace = null;
        _isInstantOpen = false;
    }

    /// <summary>From here on a process goes on no more, whatever reaches it.</summary>
    internal void Silence(ProcessTarget process) => _silent = process;

    internal void Ended(Pid pid, ExitReason reason)
    {
        _trace?.Ended(Participants.Of(pid.Target), reason);
        if (!_keepsDead)
        {
            Participants.Remove(pid);
        }
    }

    /// <summary>A process uses a name, or the table of all processes. Starts and ends change places with one another, but not with a look at
    /// the table.</summary>
    private void Used(string? name, bool changes)
    {
        ulong thing = name is null ? SharedUse.ProcessTable : SplitMix64.Hash(name);
        Used(thing, name is null ? !changes : changes);
    }

    /// <summary>Somebody looks whether a process lives and takes messages, or that changes.</summary>
    private void UsedProcess(ProcessTarget process, bool changes) => Used(VisibleOf(Participants.Of(process)), changes);

    private static ulong VisibleOf(Participant process) => SplitMix64.Mix(process.Key, SharedUse.Visible);

    private void Used(ulong thing, bool excludes)
    {
        _footprint?.Add(thing, excludes);
        if (ProcessTarget.Caller is { } user)
        {
            _plan.Shared?.Add(Participants.Of(user), thing, excludes);
        }
    }
}
