namespace DeviceGateway;

/// <summary>When a process tries again to reach somebody, and why it has to: later after each failure, and not all at the same moment.</summary>
internal sealed class Attempts
{
    private static readonly Backoff Pauses = Backoff.Exponential(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    private int _failures;
    private TimerRef? _next;

    /// <summary>Why it is not reached; null when it is.</summary>
    public string? Why { get; private set; } = "it was not tried yet";

    /// <summary>It was reached.</summary>
    public void Succeed() => (Why, _failures) = (null, 0);

    /// <summary>It was not: the process gets this message when it is to try again.</summary>
    public void Fail(ProcessContext context, string why, object tryAgain)
    {
        Why = why;
        if (_next is { } earlier)
        {
            context.Cancel(earlier);
        }

        _next = context.SendAfter(Pauses.DelayOf(++_failures, context.Runtime), context.Self, tryAgain);
    }
}
