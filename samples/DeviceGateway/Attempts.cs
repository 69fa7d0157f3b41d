namespace DeviceGateway;

/// <summary>When a worker tries again to reach a neighbour, and why it has to: later after each failure, and not all workers at the same moment.</summary>
/// <param name="neighbour">Whom it tries to reach; it is told what comes of that.</param>
/// <param name="worker">Who it is, also after a restart.</param>
internal sealed class Attempts(Neighbour neighbour, string worker)
{
    private static readonly Backoff Pauses = Backoff.Exponential(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    private int _failures;
    private int _since;
    private TimerRef? _next;

    /// <summary>Why it is not reached; null when it is.</summary>
    public string? Why { get; private set; } = "it was not tried yet";

    /// <summary>It was reached.</summary>
    public void Succeed()
    {
        (Why, _failures) = (null, 0);
        _since = neighbour.Reach(worker);
    }

    /// <summary>It was not: the process gets this message when it is to try again.</summary>
    public void Fail(ProcessContext context, string why, object tryAgain)
    {
        neighbour.Miss(worker, why);
        Pause(context, why, tryAgain);
    }

    /// <summary>It was, and what was open is lost: the process gets this message when it is to try again.</summary>
    public void Lose(ProcessContext context, string why, object tryAgain)
    {
        neighbour.Lose(worker, why, _since);
        Pause(context, why, tryAgain);
    }

    /// <summary>It is not to be reached for a time, for a reason on this side: the process gets this message when it is to try again.</summary>
    public void Pause(ProcessContext context, string why, object tryAgain)
    {
        Why = why;
        if (_next is { } earlier)
        {
            context.Cancel(earlier);
        }

        _next = context.SendAfter(Pauses.DelayOf(++_failures, context.Runtime), context.Self, tryAgain);
    }
}
