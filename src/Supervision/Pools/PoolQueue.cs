using System.Globalization;

namespace Supervision.Pools;

/// <summary>
/// The process that takes the messages of a pool and gives them to its workers, one at a time each.
/// <code>
/// item       is in                     leaves, to
/// Outside    _outside                  a place is free: Waiting     its sender gives up: gone once it is the first, or many are
/// Waiting    _shared or a worker's Own a worker is free: Running    its caller gives up: gone once it is the first, or many are     another size: Waiting elsewhere
/// Running    a worker's Current        done: gone     its worker was gone before: Waiting, first     its worker ended over it: as Requeue says, Waiting or failed
/// </code>
/// </summary>
internal sealed partial class PoolQueue<TMessage>(PoolShape<TMessage> shape) : GenServer<PoolRequest<TMessage>>
    where TMessage : notnull
{
    private readonly PoolOptions<TMessage> _options = shape.Options;
    private readonly List<PoolWorker<TMessage>> _workers = [];

    /// <summary>Too many, and not yet at the end of what they do.</summary>
    private readonly List<PoolWorker<TMessage>> _leaving = [];

    private readonly LinkedList<PoolItem<TMessage>> _shared = [];
    private readonly LinkedList<PoolItem<TMessage>> _outside = [];

    /// <summary>Which worker has items of a key; for sticky routing.</summary>
    private readonly Dictionary<object, PoolKey<TMessage>> _keys = [];

    private readonly List<ReplyTo<bool>> _awaitingLeave = [];
    private int _waiting;
    private uint _next;

    internal ReplyTo<TReply> Take<TReply>(ICall<PoolRequest<TMessage>, TReply> request) => TakeCaller(request);

    protected override ValueTask<InitResult> InitAsync()
    {
        Resize(shape.Size);
        Context.Cell.AddRegistrationOnTurn(new PoolLeftovers<TMessage>(Context.Cell, Items));
        return base.InitAsync();
    }

    protected override ValueTask HandleAsync(PoolRequest<TMessage> message)
    {
        switch (message)
        {
            case PoolRequest<TMessage>.WorkerUp up:
                Begin(up);
                break;
            case PoolRequest<TMessage>.SetSize resize:
                TellWaiting(false);
                _awaitingLeave.Add(TakeCaller(resize));

                // Not in the message: one of an earlier process may come late.
                Resize(shape.Size);
                TellWhoLeft();
                LetIn();
                break;
            case PoolRequest<TMessage>.Ask ask:
                ForgetWhoGaveUp();
                Reply(ask, new PoolInfo(
                    _workers.Count, _workers.Count(static worker => worker.Pid != Pid.None),
                    _workers.Concat(_leaving).Count(static worker => worker.Current is not null), _waiting, _outside.Count));
                break;
            default:
                Enter(message.ToItem(this)!);
                break;
        }

        return default;
    }

    protected override object Describe() => string.Create(CultureInfo.InvariantCulture, $"{_waiting} waiting, {_workers.Count} workers");

    /// <summary>Everything that has a place and is not done.</summary>
    private IEnumerable<PoolItem<TMessage>> Items() =>
    [
        .. _workers.Concat(_leaving).Select(static worker => worker.Current).OfType<PoolItem<TMessage>>(),
        .. _workers.SelectMany(static worker => worker.Own), .. _shared,
    ];

    private void Begin(PoolRequest<TMessage>.WorkerUp up)
    {
        if (up.Index < _workers.Count)
        {
            PoolWorker<TMessage> worker = _workers[up.Index];
            worker.Pid = shape.Running(Context.Runtime, up.Index);
            Give(worker);
            LetIn();
        }
    }

    private void Enter(PoolItem<TMessage> item)
    {
        if (!TryFindKey(item))
        {
            return;
        }

        Sweep();
        ForgetWhoGaveUp(_outside);
        if (_outside.Count == 0 && HasRoom(item))
        {
            Accept(item);
        }
        else if (_options.WhenFull == MailboxFullMode.Wait)
        {
            _outside.AddLast(item);
        }
        else
        {
            item.Refuse(Self, _options.Queue!.Value);
        }
    }

    /// <summary>False when the application's code has none for it; then its sender has been told.</summary>
    private bool TryFindKey(PoolItem<TMessage> item)
    {
        if (_options.Routing is not (PoolRouting.ByKey or PoolRouting.Sticky))
        {
            return true;
        }

        try
        {
            item.Key = _options.Key!(item.Message) ?? throw PoolErrors.NoKey();
            _ = item.Key.GetHashCode();
            return true;
        }
        // One message that has no key must not cost all the others.
        catch (Exception error) when (error is not ProcessExitException)
        {
            item.Refuse(PoolErrors.Keyless(item.Message, Self, error));
            return false;
        }
    }

    /// <summary>Whether it may wait, or need not.</summary>
    private bool HasRoom(PoolItem<TMessage> item)
    {
        if (_options.Queue is { } limit && _waiting >= limit)
        {
            ForgetWhoGaveUp(_shared);
            _workers.ForEach(worker => ForgetWhoGaveUp(worker.Own));
        }

        if (_options.Queue is not { } most || _waiting < most)
        {
            return true;
        }

        return Route(item) is { } worker ? worker is { IsFree: true, Own.Count: 0 } : _workers.Exists(static one => one.IsFree);
    }

    private void LetIn()
    {
        while (_outside.First is { } first && (!first.Value.IsWanted || HasRoom(first.Value)))
        {
            _outside.RemoveFirst();
            Accept(first.Value);
        }
    }

    private void Accept(PoolItem<TMessage> item)
    {
        if (item.TryAccept())
        {
            Place(item, Route(item), first: false);
            _next++;
        }
    }

    /// <summary>The worker that must have the item; null for any.</summary>
    private PoolWorker<TMessage>? Route(PoolItem<TMessage> item) => _options.Routing switch
    {
        PoolRouting.RoundRobin => _workers[(int)(_next % (uint)_workers.Count)],
        PoolRouting.ByKey => _workers[(int)((uint)item.Key!.GetHashCode() % (uint)_workers.Count)],
        PoolRouting.Sticky => _keys.GetValueOrDefault(item.Key!)?.Worker ?? _workers.MinBy(static worker => worker.Load),
        _ => null,
    };

    /// <summary>The item waits where its worker finds it; at once, if that is free.</summary>
    private void Place(PoolItem<TMessage> item, PoolWorker<TMessage>? worker, bool first)
    {
        Hold(item, worker);
        LinkedList<PoolItem<TMessage>> queue = worker?.Own ?? _shared;
        ForgetWhoGaveUp(queue);
        _ = first ? queue.AddFirst(item) : queue.AddLast(item);
        _waiting++;
        if ((worker ?? _workers.Find(static one => one.IsFree)) is { } next)
        {
            Give(next);
        }
    }

    /// <summary>A key stays with a worker as long as that has items of it.</summary>
    private void Hold(PoolItem<TMessage> item, PoolWorker<TMessage>? worker)
    {
        if (_options.Routing == PoolRouting.Sticky && item.Held is null)
        {
            if (!_keys.TryGetValue(item.Key!, out PoolKey<TMessage>? key))
            {
                key = _keys[item.Key!] = new PoolKey<TMessage>(worker!);
            }

            key.Count++;
            item.Held = key;
        }
    }

    private void LetGo(PoolItem<TMessage> item)
    {
        if (item.Held is { } key)
        {
            item.Held = null;
            if (--key.Count == 0)
            {
                Forget(item.Key!, key);
            }
        }
    }

    private void Forget(object key, PoolKey<TMessage> held)
    {
        if (ReferenceEquals(_keys.GetValueOrDefault(key), held))
        {
            _keys.Remove(key);
        }
    }

    /// <summary>Gives a worker the next item that somebody wants, if it is free.</summary>
    private void Give(PoolWorker<TMessage> worker)
    {
        while (worker.IsFree && (worker.Own.First ?? _shared.First) is { } node)
        {
            node.List!.Remove(node);
            _waiting--;
            if (node.Value.IsWanted)
            {
                worker.Current = node.Value;
                _ = RunAsync(worker, node.Value);
            }
            else
            {
                LetGo(node.Value);
            }
        }
    }

    /// <summary>Nobody awaits it: others are served until it goes on, in a turn of its own.</summary>
    private async Task RunAsync(PoolWorker<TMessage> worker, PoolItem<TMessage> item)
    {
        try
        {
            Pid pid = worker.Pid;
            ValueTask<CallFailure?> handling = item.HandleAsync(Context.Runtime, pid);

            // It waits for many at once; a worker that asks its own pool closes no circle.
            Context.Cell.Extra.WaitingFor = null;
            End(worker, pid, item, await handling.ConfigureAwait(true)); // in the process
        }
        catch (Exception error) when (error is not ProcessExitException)
        {
            // Only a bug here comes to this: then the pool must not go on.
            Self.Exit(new ExitReason.Crashed(error));
        }
    }

    private void End(PoolWorker<TMessage> worker, Pid pid, PoolItem<TMessage> item, CallFailure? failure)
    {
        worker.Current = null;
        bool isLeaving = _leaving.Remove(worker);
        if (failure is { Cause: CallFailureCause.NoProcess or CallFailureCause.ServerEnded } && worker.Pid == pid)
        {
            worker.Pid = shape.Running(Context.Runtime, worker.Index);
        }

        if (IsTriedAgain(item, failure))
        {
            PoolWorker<TMessage>? next = _options.Routing == PoolRouting.FirstFree ? null : isLeaving ? Route(item) : worker;
            Place(item, next, first: true);
        }
        else
        {
            LetGo(item);
            if (failure is not null)
            {
                item.Fail(Context.Runtime, Self, failure);
            }
        }

        if (isLeaving)
        {
            TellWhoLeft();
        }
        else
        {
            Give(worker);
        }

        LetIn();
    }

    /// <summary>A worker that was gone before has not begun; that is no attempt.</summary>
    private bool IsTriedAgain(PoolItem<TMessage> item, CallFailure? failure) => failure?.Cause switch
    {
        CallFailureCause.NoProcess => true,
        CallFailureCause.ServerEnded => _options.WhenWorkerCrashes == InFlightPolicy.Requeue && ++item.Attempts < _options.MaxAttempts,
        _ => false,
    };

    private void Resize(int size)
    {
        while (_workers.Count < size)
        {
            // One that was to leave, and has not, stays.
            PoolWorker<TMessage>? staying = _leaving.Find(worker => worker.Index == _workers.Count);
            _leaving.Remove(staying!);
            _workers.Add(staying ?? new PoolWorker<TMessage>(_workers.Count) { Pid = shape.Running(Context.Runtime, _workers.Count) });
        }

        List<PoolWorker<TMessage>> surplus = _workers[size..];
        _workers.RemoveRange(size, surplus.Count);
        _leaving.AddRange(surplus.Where(static worker => worker.Current is not null));
        foreach ((object key, PoolKey<TMessage> held) in _keys.Where(pair => surplus.Contains(pair.Value.Worker)).ToList())
        {
            Forget(key, held);
        }

        foreach (PoolItem<TMessage> item in surplus.SelectMany(static worker => worker.Own))
        {
            _waiting--;
            item.Held = null;
            Place(item, Route(item), first: false);
            _next++;
        }

        surplus.ForEach(static worker => worker.Own.Clear());
    }

    private void TellWhoLeft()
    {
        if (_leaving.Count == 0)
        {
            TellWaiting(true);
        }
    }

    /// <summary>Tells whoever waits for those that must leave: they have left, or another size is wanted now.</summary>
    private void TellWaiting(bool haveLeft)
    {
        _awaitingLeave.ForEach(caller => caller.Reply(haveLeft));
        _awaitingLeave.Clear();
    }
}
