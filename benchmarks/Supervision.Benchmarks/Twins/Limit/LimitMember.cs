namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>A process with what a supervised one needs: siblings, watchers, an end.</summary>
internal abstract class LimitMember : LimitProcess
{
    private int _lock;
    private bool _dead;
    private Watch? _watches;

    internal LimitSupervisor? Parent { get; set; }

    internal LimitMember? Previous { get; set; }

    internal LimitMember? Next { get; set; }

    internal Watch Monitor(LimitMember target)
    {
        Watch watch = new(this, target);
        target.Enter();
        if (target._dead)
        {
            target.Leave();
            Tell(watch);
            return watch;
        }

        watch.Next = target._watches;
        if (watch.Next is not null)
        {
            watch.Next.Previous = watch;
        }

        target._watches = watch;
        target.Leave();
        return watch;
    }

    internal static void Demonitor(Watch watch)
    {
        LimitMember target = watch.Target;
        target.Enter();
        if (watch.Previous is not null)
        {
            watch.Previous.Next = watch.Next;
        }
        else if (target._watches == watch)
        {
            target._watches = watch.Next;
        }

        if (watch.Next is not null)
        {
            watch.Next.Previous = watch.Previous;
        }

        target.Leave();
    }

    protected void Die(Exception? error)
    {
        Enter();
        _dead = true;
        Watch? watch = _watches;
        _watches = null;
        Leave();
        while (watch is not null)
        {
            Watch? next = watch.Next;
            watch.Watcher.Tell(watch);
            watch = next;
        }

        Parent?.Tell(new Ended(this, error));
    }

    protected override void Crash(Exception error) => Die(error);

    private void Enter()
    {
        while (Interlocked.CompareExchange(ref _lock, 1, 0) != 0)
        {
            Thread.SpinWait(4);
        }
    }

    private void Leave() => Volatile.Write(ref _lock, 0);

    /// <summary>That one watches another; sent to the watcher when the other ends.</summary>
    internal sealed class Watch(LimitMember watcher, LimitMember target)
    {
        internal LimitMember Watcher => watcher;

        internal LimitMember Target => target;

        internal Watch? Previous { get; set; }

        internal Watch? Next { get; set; }
    }

    /// <summary>What a supervisor is told of a child's end.</summary>
    internal sealed record Ended(LimitMember Member, Exception? Error);
}
