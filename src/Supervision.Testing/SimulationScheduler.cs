using Supervision.Processes;
using Supervision.Scheduling;
using Supervision.Testing.Escapes;
using Supervision.Testing.Safety;

namespace Supervision.Testing;

/// <summary>
/// Runs processes one step at a time on the thread that asks for it. Without a seed, the process that has waited longest runs next and
/// signals arrive at once. With a seed, every delivery is a step of its own and the next step is drawn from all that are possible;
/// only the order between a pair of processes is kept, as in production.
/// </summary>
internal sealed class SimulationScheduler : ProcessScheduler
{
    /// <summary>Guards the lists: code that has left the simulation may come back on another thread.</summary>
    private readonly Lock _lock = new();

    private readonly List<ProcessTarget> _runnable = [];
    private readonly List<Channel> _deliveries = [];
    private readonly Dictionary<(ProcessTarget? From, ProcessTarget To), Channel> _channels = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _detached = new();
    private readonly VirtualTime _time;
    private readonly bool _isSeeded;
    private ulong _random;

    private readonly EscapeWatch _watch;
    private readonly bool _isInstant;

    internal SimulationScheduler(VirtualTime time, ulong? seed, Delivery delivery, EscapeWatch watch)
    {
        _time = time;
        _watch = watch;
        _isSeeded = seed is not null;
        _isInstant = delivery == Delivery.Instant;
        _random = seed ?? 0;
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

    internal override void Schedule(ProcessTarget process, bool gaveWay)
    {
        if (_watch.IsForeign)
        {
            _watch.KeepForeign(process, null, () => Schedule(process, gaveWay));
            return;
        }

        lock (_lock)
        {
            _runnable.Add(process);
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

        if (_isInstant)
        {
            // A reply that is there at once cannot change on its way.
            if (envelope.Kind != EnvelopeKind.Reply)
            {
                Checks?.Sent(from, envelope);
            }

            to.Accept(envelope);
            return;
        }

        Checks?.Sent(from, envelope);
        lock (_lock)
        {
            if (!_channels.TryGetValue((from, to), out Channel? channel))
            {
                _channels[(from, to)] = channel = new Channel(from, to);
            }

            if (channel.InFlight.Count == 0)
            {
                _deliveries.Add(channel);
            }

            channel.InFlight.Enqueue(envelope);
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

    internal override ulong NextRandom()
    {
        // SplitMix64: the same numbers on every version of .NET.
        ulong z = _random += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    internal override TimerQueue CreateTimers() => new ProviderTimerQueue(_time);

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

    private bool TryStep()
    {
        ProcessTarget? process = null;
        Channel? delivery = null;
        (SendOrPostCallback Callback, object? State) detached = default;
        lock (_lock)
        {
            int count = _runnable.Count + _deliveries.Count + (_detached.Count > 0 ? 1 : 0);
            if (count == 0)
            {
                return false;
            }

            int choice = _isSeeded ? (int)(NextRandom() % (ulong)count) : 0;
            if (choice < _runnable.Count)
            {
                process = _runnable[choice];
                _runnable.RemoveAt(choice);
            }
            else if (choice - _runnable.Count < _deliveries.Count)
            {
                delivery = _deliveries[choice - _runnable.Count];
            }
            else
            {
                detached = _detached.Dequeue();
            }
        }

        Steps++;
        LastStep = (delivery?.From, process ?? delivery?.To, delivery?.InFlight.Peek().Content);
        StepMark? mark = _watch.Begin(process, Steps);
        process?.RunTurn();
        if (delivery is not null)
        {
            Deliver(delivery);
        }

        detached.Callback?.Invoke(detached.State);
        _watch.End(mark);
        return true;
    }

    private void Deliver(Channel channel)
    {
        Envelope envelope;
        lock (_lock)
        {
            envelope = channel.InFlight.Dequeue();
            if (channel.InFlight.Count == 0)
            {
                _deliveries.Remove(channel);
                _channels.Remove((channel.From, channel.To));
            }
        }

        if (envelope.Kind == EnvelopeKind.Reply)
        {
            Checks?.Taken(channel.To, envelope);
        }

        channel.To.Accept(envelope);
    }

    /// <summary>What is on its way from one process to another, in order.</summary>
    private sealed class Channel(ProcessTarget? from, ProcessTarget to)
    {
        internal ProcessTarget? From => from;

        internal ProcessTarget To => to;

        internal Queue<Envelope> InFlight { get; } = new();
    }
}
