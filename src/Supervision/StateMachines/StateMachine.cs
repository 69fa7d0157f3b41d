using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.StateMachines;

namespace Supervision;

/// <summary>A server whose behaviour depends on a state, with events that wait for another state, and with timeouts that belong to a state. Derive
/// from it; each start needs a new instance.</summary>
/// <typeparam name="TState">The states, often an enum; compared with their own equality. What does not decide which events are handled how is
/// better kept in fields.</typeparam>
/// <typeparam name="TMessage">The base type of its events: messages from others, calls and casts, and from itself, timeouts included.</typeparam>
/// <example>A door that locks itself, and does not forget who wants to pass:
/// <code>
/// internal sealed class Door() : StateMachine&lt;DoorState, DoorMessage>(DoorState.Locked)
/// {
///     protected override ValueTask EnterAsync(DoorState old, DoorState state)
///     {
///         SetStateTimeout(state == DoorState.Open ? TimeSpan.FromSeconds(10) : Timeout.InfiniteTimeSpan, new DoorMessage.Lock());
///         return default;
///     }
///
///     protected override ValueTask HandleAsync(DoorState state, DoorMessage message)
///     {
///         switch (state, message)
///         {
///             case (DoorState.Locked, DoorMessage.Code { Text: "1234" }):
///                 MoveTo(DoorState.Open);
///                 break;
///             case (DoorState.Locked, DoorMessage.Pass):
///                 Postpone();
///                 break;
///             case (DoorState.Open, DoorMessage.Pass pass):
///                 Reply(pass, "welcome");
///                 break;
///             case (DoorState.Open, DoorMessage.Lock):
///                 MoveTo(DoorState.Locked);
///                 break;
///         }
///
///         return default;
///     }
/// }
/// </code></example>
/// <remarks>
/// <para>It is a server: it is started, called, stopped and supervised as one. What is said of <see cref="GenServer{TMessage}"/> holds here.</para>
/// <para>One event after the other. The callback says what is to follow, and when it has returned that is done in this order: the reply
/// leaves; <see cref="EnterAsync"/> is called if the state has changed; the event goes to those that wait, if it was postponed; after a change
/// those that wait are first in the queue, in the order in which they came, and the timeout of the old state is gone; the timeout of the event is
/// gone; the timeouts that were asked for are set; events that were inserted come before all others. Then the next event of the queue is
/// handled; if it is empty, a timeout of zero; if there is none, what comes from the mailbox.</para>
/// <para>The timeout of the event is <c>SetTimeout</c>: any event ends it, and it comes as <see cref="Signal.Timeout"/>.</para>
/// <para><b>From:</b> its members work inside the machine's own callbacks.</para>
/// <para><b>OTP:</b> gen_statem in the mode <c>handle_event_function</c> with state enter calls. Differs: timeouts and events to itself carry messages
/// of the machine's own type; no <c>update</c> of timeouts; no change of callback modules.</para>
/// </remarks>
public abstract class StateMachine<TState, TMessage> : GenServer<TMessage>
    where TState : notnull
    where TMessage : notnull
{
    /// <summary>Inside the machine and before the mailbox: inserted events, and those that have waited.</summary>
    private readonly LinkedList<Envelope> _queue = new();

    /// <summary>Events that wait for a change of the state, oldest first.</summary>
    private readonly List<Envelope> _postponed = [];

    /// <summary>What the callback has asked for, in that order.</summary>
    private readonly List<Envelope> _inserted = [];

    /// <inheritdoc cref="_inserted"/>
    private readonly List<MachineTimer> _wanted = [];

    private MachineTimers? _timers;

    /// <summary>The state in which the event was taken.</summary>
    private TState _before;

    /// <summary>The state that the callback has decided for.</summary>
    private TState _next;

    /// <summary>The event, once it is to wait; null otherwise.</summary>
    private Envelope? _waits;

    private bool _isNew = true;
    private bool _postpones;
    private bool _repeats;

    /// <summary>Whether the state is to be entered next, or is just being.</summary>
    private bool _entersNext;

    /// <inheritdoc cref="_entersNext"/>
    private bool _isEntering;

    /// <summary>For derived classes.</summary>
    /// <param name="initial">The first state. It is entered when the initialisation has succeeded.</param>
    protected StateMachine(TState initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        State = _before = _next = initial;
    }

    /// <summary>The state. <see cref="MoveTo"/> changes it when the callback has returned.</summary>
    protected TState State { get; private set; }

    internal override void Begin(ProcessCell cell)
    {
        _timers = new MachineTimers(cell);
        _repeats = true;
        Next.CallbackReturned = EndCallback;
        base.Begin(cell);
    }

    internal override bool Advance(ProcessCell cell)
    {
        if (Conclude(cell))
        {
            return true;
        }

        if (!IsIdle)
        {
            return false;
        }

        if (_entersNext)
        {
            _entersNext = false;
            _isEntering = true;
            Run(static (machine, old) => ((StateMachine<TState, TMessage>)machine).EnterAsync((TState)old!, ((StateMachine<TState, TMessage>)machine).State), _before);
            return true;
        }

        return AdvanceToNextEvent(cell);
    }

    /// <summary>Handles one event: a message from others, or one of its own.</summary>
    /// <param name="state">The state.</param>
    /// <param name="message">The event.</param>
    /// <returns>Completes when done; the next event waits for it.</returns>
    /// <remarks><para><b>OTP:</b> Module:handle_event/4; no difference.</para></remarks>
    protected abstract ValueTask HandleAsync(TState state, TMessage message);

    /// <summary>Handles what the runtime puts into the mailbox, and the timeout of the event, as an event.</summary>
    /// <param name="state">The state.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>Completes when done. By default the signal is ignored.</returns>
    /// <remarks><para><b>OTP:</b> Module:handle_event/4 with <c>info</c> and <c>timeout</c>; no difference.</para></remarks>
    protected virtual ValueTask HandleSignalAsync(TState state, Signal signal) => default;

    /// <summary>Called when a state is entered: the first one, each one after a change, and the same again after <see cref="Repeat"/>. It may set
    /// timeouts and stop the machine, and decide nothing else.</summary>
    /// <param name="old">The state before; the same for the first one.</param>
    /// <param name="state">The state.</param>
    /// <returns>Completes when done. Nothing by default.</returns>
    /// <remarks><para><b>OTP:</b> a state enter call; no difference.</para></remarks>
    protected virtual ValueTask EnterAsync(TState old, TState state) => default;

    /// <inheritdoc/>
    protected sealed override ValueTask HandleAsync(TMessage message) => HandleAsync(State, message);

    /// <inheritdoc/>
    protected sealed override ValueTask HandleSignalAsync(Signal signal) => HandleSignalAsync(State, signal);

    /// <inheritdoc/>
    protected sealed override ValueTask ContinueAsync(object? argument) => throw StateMachineErrors.NoContinuation(GetType());

    /// <summary>Changes the state when the callback has returned.</summary>
    /// <param name="state">The next state. The same as now means that nothing changes, and it is not entered again.</param>
    /// <exception cref="InvalidOperationException">Called in <see cref="EnterAsync"/> or outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> <c>{next_state, State, Data}</c>; no difference.</para></remarks>
    protected void MoveTo(TState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckDecides(nameof(MoveTo));
        _next = state;
    }

    /// <summary>Enters the state again when the callback has returned, as if it were new. Its timeout stays, and events that wait go on waiting.</summary>
    /// <exception cref="InvalidOperationException">Called outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> <c>repeat_state</c>; no difference.</para></remarks>
    protected void Repeat()
    {
        CheckFollows(nameof(Repeat));
        _repeats = true;
    }

    /// <summary>Lets the event that is being handled wait until the state has changed; then it is handled again. Whoever called waits too.</summary>
    /// <exception cref="InvalidOperationException">No event is being handled.</exception>
    /// <remarks><para><b>OTP:</b> the action <c>postpone</c>; no difference.</para></remarks>
    protected void Postpone()
    {
        CheckDecides(nameof(Postpone));
        _postpones = Current is null ? throw StateMachineErrors.NoEvent(nameof(Postpone)) : true;
    }

    /// <summary>Handles an event of the machine's own after this one, before everything else that waits; of several the first first.</summary>
    /// <param name="message">The event.</param>
    /// <exception cref="InvalidOperationException">Called in <see cref="EnterAsync"/> or outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> the action <c>{next_event, internal, Content}</c>; no difference.</para></remarks>
    protected void Insert(TMessage message)
    {
        PlainMessage.Require(message);
        CheckDecides(nameof(Insert));
        _inserted.Add(PlainMessage.Of(message));
    }

    /// <summary>Sets the timeout of the event: a <see cref="Signal.Timeout"/> comes as an event if no other event is handled for so long. Any event ends
    /// it.</summary>
    /// <param name="time">As for <see cref="SetStateTimeout"/>: <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative and not infinite.</exception>
    /// <exception cref="InvalidOperationException">Called outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> the action <c>{timeout, Time, Content}</c>; no difference.</para></remarks>
    protected new void SetTimeout(TimeSpan time) => Want(nameof(SetTimeout), MachineTimers.OfEvent, time, time);

    /// <summary>Sets the timeout of the state: the event comes when the machine has been in it for so long. A change of the state ends it. It takes the
    /// place of the one before.</summary>
    /// <param name="time">The time, from the end of the callback; set together with a change it is the new state's. Zero for after what is queued inside
    /// the machine and before its mailbox, <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="message">The event.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative and not infinite.</exception>
    /// <exception cref="InvalidOperationException">Called outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> the action <c>{state_timeout, Time, Content}</c>; no difference.</para></remarks>
    protected void SetStateTimeout(TimeSpan time, TMessage message) => Want(nameof(SetStateTimeout), MachineTimers.OfState, time, message);

    /// <summary>Sets a timeout that neither events nor changes of the state end. It takes the place of the one with its name.</summary>
    /// <param name="name">Its name; not empty, and not beginning with a colon.</param>
    /// <param name="time">As for <see cref="SetStateTimeout"/>: <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="message">The event.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative and not infinite.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no name.</exception>
    /// <exception cref="InvalidOperationException">Called outside of callbacks.</exception>
    /// <remarks><para><b>OTP:</b> the action <c>{{timeout, Name}, Time, Content}</c>; no difference.</para></remarks>
    protected void SetTimer(string name, TimeSpan time, TMessage message)
    {
        StateMachineErrors.CheckName(name);
        Want(nameof(SetTimer), name, time, message);
    }

    /// <summary>The callback has returned and the machine goes on.</summary>
    private void EndCallback()
    {
        if (_postpones)
        {
            _postpones = false;
            _waits = TakeCurrent();
        }

        // The state before the first one is the first one.
        _before = _isNew ? _next : _before;
        State = _next;
        bool enters = _repeats || (!_isEntering && IsChanged);
        _isNew = false;
        _repeats = _isEntering = false;
        if (enters)
        {
            _entersNext = true;
        }
        else
        {
            EndEvent();
        }
    }

    private bool IsChanged => !EqualityComparer<TState>.Default.Equals(_before, State);

    private void EndEvent()
    {
        if (_waits is { } waits)
        {
            _waits = null;
            _postponed.Add(waits);
        }

        if (IsChanged)
        {
            _before = State;
            Prepend(_postponed);
            _timers!.Cancel(MachineTimers.OfState);
        }

        _timers!.Cancel(MachineTimers.OfEvent);
        _timers.Set(_wanted);
        _wanted.Clear();
        Prepend(_inserted);
    }

    private void Prepend(List<Envelope> events)
    {
        for (int at = events.Count - 1; at >= 0; at--)
        {
            _queue.AddFirst(events[at]);
        }

        events.Clear();
    }

    private bool AdvanceToNextEvent(ProcessCell cell)
    {
        if (_queue.First is { } first)
        {
            _queue.RemoveFirst();
            Take(first.Value);
            return true;
        }

        if (_timers!.TakeDue() is { } due)
        {
            Take(due);
            return true;
        }

        while (cell.TakeFirstOnTurn() is { } envelope)
        {
            if (envelope.Content is not MachineTimer timer)
            {
                Dispatch(envelope);
                return true;
            }

            if (_timers.TryTake(timer))
            {
                Take(timer);
                return true;
            }
        }

        return false;
    }

    private void Take(MachineTimer timer) =>
        Take(timer.Name == MachineTimers.OfEvent ? new EventTimeout() : PlainMessage.Of((TMessage)timer.Content));

    private void Take(Envelope envelope)
    {
        if (envelope is CallNode call)
        {
            Cell.ForgetTakenCallOnTurn(call);
        }

        if (envelope is EventTimeout)
        {
            DispatchSignal(envelope);
        }
        else
        {
            Dispatch(envelope);
        }
    }

    private void Want(string operation, string name, TimeSpan time, object content)
    {
        CheckFollows(operation);
        _wanted.Add(new MachineTimer(name, ProcessErrors.CheckedTimeout(time, nameof(time)), content));
    }

    private void CheckDecides(string operation)
    {
        CheckFollows(operation);
        if (_isEntering)
        {
            throw StateMachineErrors.InEnter(operation);
        }
    }

    private void CheckFollows(string operation)
    {
        if (!IsDeciding)
        {
            throw StateMachineErrors.NotNow(operation);
        }
    }
}
