using System.Runtime.CompilerServices;

namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>Something that takes turns. What becomes runnable inside a turn runs next on the same thread; it goes to the pool when another
/// displaces it, another thread wakes it, or it is fed again and again.</summary>
internal abstract class LimitRunnable : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int InSlot = 2;
    private const int TurnsInARow = 64;
    private const int FeedsInARow = 8;

    [ThreadStatic]
    private static Worker? _thisWorker;

    private int _state;
    private int _feeds;

    private static Worker Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _thisWorker ??= new Worker();
    }

    public void Execute()
    {
        Worker worker = Current;
        LimitRunnable runnable = this;
        worker.Inside = true;
        int left = TurnsInARow;
        while (true)
        {
            runnable.TakeTurn();
            LimitRunnable? next;
            do
            {
                next = worker.Next;
                worker.Next = null;
            }
            while (next is not null && Interlocked.CompareExchange(ref next._state, Busy, InSlot) != InSlot);

            if (next is null)
            {
                worker.Inside = false;
                return;
            }

            if (--left == 0)
            {
                worker.Inside = false;
                ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
                return;
            }

            runnable = next;
        }
    }

    protected abstract void TakeTurn();

    /// <summary>After something was put where the next turn finds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Wake()
    {
        int state = _state;
        if (state != Busy)
        {
            WakeFrom(state);
        }
    }

    /// <summary>The turn found nothing more. False when there may be, after all.</summary>
    protected void BecomeIdle() => Interlocked.Exchange(ref _state, Idle);

    protected bool TryBecomeBusy() => Interlocked.CompareExchange(ref _state, Busy, Idle) == Idle;

    protected void StartBusy() => _state = Busy;

    protected void StartIdle() => _state = Idle;

    /// <summary>To the back of the queue, in fairness to others.</summary>
    protected void GiveWay() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>The owner, which is between turns, wants another.</summary>
    protected void TakeAnotherTurn()
    {
        Worker worker = Current;
        if (!worker.Inside)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            return;
        }

        Volatile.Write(ref _state, InSlot);
        Displace(worker);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeFrom(int state)
    {
        Worker worker = Current;
        if (state == InSlot)
        {
            if ((++_feeds >= FeedsInARow || worker.Next != this) && Interlocked.CompareExchange(ref _state, Busy, InSlot) == InSlot)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            }
        }
        else if (!worker.Inside)
        {
            if (TryBecomeBusy())
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            }
        }
        else if (Interlocked.CompareExchange(ref _state, InSlot, Idle) == Idle)
        {
            Displace(worker);
        }
    }

    private void Displace(Worker worker)
    {
        _feeds = 0;
        LimitRunnable? old = worker.Next;
        worker.Next = this;
        if (old is not null && Interlocked.CompareExchange(ref old._state, Busy, InSlot) == InSlot)
        {
            ThreadPool.UnsafeQueueUserWorkItem(old, preferLocal: true);
        }
    }

    private sealed class Worker
    {
        internal bool Inside;
        internal LimitRunnable? Next;
    }
}
