namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>Starts, replaces and stops children, and does nothing else.</summary>
internal sealed class LimitSupervisor(bool oneForAll = false, Action<LimitChild>? started = null) : LimitMember
{
    internal static readonly object StartChild = new();
    private static readonly object StopAll = new();

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<LimitMember, LimitReply> _terminating = [];
    private LimitMember? _first;
    private int _count;
    private int _stillToEnd;
    private int _toRestart;
    private bool _stopping;

    internal ValueTask<object> CallAsync(object request)
    {
        LimitReply reply = LimitReply.Rent(request);
        ValueTask<object> task = reply.Task;
        Tell(reply);
        return task;
    }

    internal Task StopAsync()
    {
        Tell(StopAll);
        return _stopped.Task;
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case LimitChild child:
                LimitReply? waiting = child.WaitingForStart;
                child.WaitingForStart = null;
                waiting?.Complete(child);
                break;
            case LimitReply { Request: LimitMember target } reply:
                _terminating.Add(target, reply);
                target.Tell(LimitChild.Stop);
                break;
            case LimitReply reply:
                Add(reply);
                break;
            case Ended ended:
                Remove(ended.Member);
                AfterEnd(ended);
                break;
            default:
                _stopping = true;
                StopChildren();
                break;
        }
    }

    private void AfterEnd(Ended ended)
    {
        if (_stopping)
        {
            CompleteStop();
        }
        else if (_terminating.Count > 0 && _terminating.Remove(ended.Member, out LimitReply? reply))
        {
            reply.Complete(this);
        }
        else if (ended.Error is null)
        {
            AfterSibling();
        }
        else if (!oneForAll || _count == 0)
        {
            Add(null);
        }
        else
        {
            _stillToEnd = _count;
            _toRestart = _count + 1;
            StopChildren();
        }
    }

    private void AfterSibling()
    {
        if (_stillToEnd > 0 && --_stillToEnd == 0)
        {
            for (int i = 0; i < _toRestart; i++)
            {
                Add(null);
            }
        }
    }

    private void StopChildren()
    {
        for (LimitMember? child = _first; child is not null; child = child.Next)
        {
            child.Tell(LimitChild.Stop);
        }

        if (_stopping)
        {
            CompleteStop();
        }
    }

    private void CompleteStop()
    {
        if (_count == 0)
        {
            Die(null);
            _stopped.TrySetResult();
        }
    }

    private void Add(LimitReply? waiting)
    {
        LimitChild child = new(started) { Parent = this, WaitingForStart = waiting, Next = _first };
        if (_first is not null)
        {
            _first.Previous = child;
        }

        _first = child;
        _count++;
        child.Tell(LimitChild.Begin);
    }

    private void Remove(LimitMember child)
    {
        if (child.Previous is not null)
        {
            child.Previous.Next = child.Next;
        }
        else
        {
            _first = child.Next;
        }

        if (child.Next is not null)
        {
            child.Next.Previous = child.Previous;
        }

        (child.Previous, child.Next) = (null, null);
        _count--;
    }
}
