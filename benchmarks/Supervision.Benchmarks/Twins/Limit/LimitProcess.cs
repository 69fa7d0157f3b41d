using System.Runtime.CompilerServices;

namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>A mailbox and a turn: no links, no supervision, no accounting, no end. What a process of any library can hardly be faster than.</summary>
internal abstract class LimitProcess : LimitRunnable
{
    private const int MessagesATurn = 100;

    private RingQueue _queue = RingQueue.Create();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Tell(object message)
    {
        _queue.Enqueue(message);
        Wake();
    }

    protected abstract void Handle(object message);

    protected virtual void Crash(Exception error) => Environment.FailFast("A twin crashed.", error);

    protected sealed override void TakeTurn()
    {
        int left = MessagesATurn;
        try
        {
            do
            {
                while (_queue.TryTake(out object message))
                {
                    Handle(message);
                    if (--left <= 0)
                    {
                        GiveWay();
                        return;
                    }
                }

                BecomeIdle();
            }
            while (_queue.MayHaveMore() && TryBecomeBusy());
        }
        catch (Exception error)
        {
            Crash(error);
        }
    }
}
