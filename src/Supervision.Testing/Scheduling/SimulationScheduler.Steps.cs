using Supervision.Processes;
using Supervision.Testing.Escapes;

namespace Supervision.Testing.Scheduling;

/// <summary>Choosing the next step, and making it.</summary>
internal sealed partial class SimulationScheduler
{
    private bool TryStep()
    {
        Chain? step;
        lock (_lock)
        {
            step = Next();
        }

        if (step is null)
        {
            _isInstantOpen = false;
            return false;
        }

        Make(step);
        return true;
    }

    private Chain? Next()
    {
        if (_eager.Count > 0)
        {
            return _eager.RemoveAt(0);
        }

        if (_strategy.IsPlain)
        {
            return _possible.Count > 0 ? _possible.RemoveAt(0) : null;
        }

        bool withTimer = MayTimerFire();
        if (withTimer)
        {
            _possible.Add(_timers);
        }

        if (_possible.Count == 0)
        {
            return null;
        }

        Chain step = _possible.RemoveAt(Choose());
        if (withTimer && step != _timers)
        {
            _possible.RemoveAt(_possible.Count - 1);
        }

        return step;
    }

    private int Choose()
    {
        if (_lost is not null)
        {
            throw _lost;
        }

        int count = _possible.Count;
        if (count == 1 && !_strategy.WantsEveryStep)
        {
            return 0;
        }

        EndStep();

        int index = _strategy.Choose(_possible.Items);
        if (index < 0)
        {
            throw new ScheduleCutException();
        }

        if (count > 1)
        {
            Record.Choices.Add(index);
            _trace?.Chose(index, _possible.Items);
        }

        return index;
    }

    private void EndStep()
    {
        if (_footprint is not null && _strategy.WantsEveryStep)
        {
            _strategy.Made(_footprint);
            _footprint.Clear();
        }
    }

    private bool MayTimerFire() =>
        (_isInstantOpen || _racesLeft > 0) && _time.NextDue is { } due
        && (due <= _time.Elapsed ? _isInstantOpen || _racesLeft > 0 : _racesLeft > 0 && _possible.Count > 0 && due <= RaceLimit);

    private void Make(Chain step)
    {
        Steps++;
        step.Made++;
        Record.AddStep(step);
        switch (step.Kind)
        {
            case StepKind.Turn:
                ProcessTarget process = step.Target!;
                step.Target = null;
                _footprint?.Add(step.To!.Key, changes: true);
                LastStep = (null, process, null);
                _trace?.Turn(step, process, _time.Elapsed);
                Run(process, static process => process!.RunTurn());
                break;
            case StepKind.Delivery:
                Deliver(step);
                break;
            case StepKind.Timer:
                _racesLeft -= _time.NextDue > _time.Elapsed ? 1 : 0;
                FireTimer();
                break;
            default:
                RunDetachedOne(step);
                break;
        }
    }

    /// <summary>Fires the next timer, whenever it is due.</summary>
    internal bool FireTimer()
    {
        _footprint?.AddEverything();
        _trace?.Timer(_time.NextDue ?? _time.Elapsed);
        bool fired = false;
        Run(this, scheduler => fired = scheduler._time.FireNext());
        return fired;
    }

    private void Deliver(Chain channel)
    {
        ProcessTarget? from = channel.Source;
        ProcessTarget to = channel.Target!;
        Envelope envelope;
        lock (_lock)
        {
            envelope = channel.TakeFirst();
            if (channel.First is not null)
            {
                _possible.Add(channel);
            }
            else
            {
                Rest(channel, from, to);
            }
        }

        _footprint?.Add(channel.To!.Key, changes: true);
        LastStep = (from, to, envelope.Content);
        _trace?.Delivery(channel, to, envelope, _time.Elapsed);
        if (envelope.Kind == EnvelopeKind.Reply)
        {
            Checks?.Taken(to, envelope);
        }

        bool isMessage = envelope.Kind == EnvelopeKind.Message;
        bool isAccepted = false;
        Run((to, envelope), delivery => isAccepted = delivery.to.Accept(delivery.envelope));
        if (isMessage && !isAccepted && from is not null)
        {
            _plan.Shared?.AddSendToEnded(channel.From!, channel.To!);
        }
    }

    private void RunDetachedOne(Chain chain)
    {
        (SendOrPostCallback Callback, object? State) work;
        lock (_lock)
        {
            work = _detached.Dequeue();
            if (_detached.Count > 0)
            {
                (_plan.EagerTurns ? _eager : _possible).Add(chain);
            }
        }

        _footprint?.AddEverything();
        LastStep = default;
        _trace?.Detached(_time.Elapsed);
        Run(work, static work => work.Callback(work.State));
    }

    /// <summary>Everything that may run code of the user runs in here.</summary>
    private void Run<T>(T what, Action<T> run)
    {
        StepMark? mark = _watch.Begin(what as ProcessTarget, Steps);
        run(what);
        _watch.End(mark);
    }

    private static long ChannelId(ProcessTarget? from, ProcessTarget to) => ((from?.Id ?? 0) << 32) | to.Id;

    private Chain ChannelOf(ProcessTarget? from, ProcessTarget to)
    {
        long id = ChannelId(from, to);
        if (!_channels.TryGetValue(id, out Chain? channel))
        {
            Participant sender = Participants.Of(from);
            Participant receiver = Participants.Of(to);
            channel = new Chain(StepKind.Delivery, SplitMix64.Mix(sender.Key, receiver.Key), sender, receiver);
            _channels[id] = channel;
        }

        return channel;
    }

    /// <summary>Nothing is on its way any more: nobody is kept.</summary>
    private void Rest(Chain channel, ProcessTarget? from, ProcessTarget to)
    {
        channel.Source = null;
        channel.Target = null;
        if (!_keepsDead)
        {
            _channels.Remove(ChannelId(from, to));
        }
    }
}
