namespace Supervision.Benchmarks.Twins.Limit;

/// <summary>A child that crashes when it is told anything but to stop.</summary>
internal sealed class LimitChild(Action<LimitChild>? started) : LimitMember
{
    internal static readonly object Begin = new();
    internal static readonly object Stop = new();
    internal static readonly object Fail = new();

    internal LimitReply? WaitingForStart { get; set; }

    protected override void Handle(object message)
    {
        if (message == Begin)
        {
            started?.Invoke(this);
            Parent!.Tell(this);
        }
        else if (message == Stop)
        {
            Die(null);
        }
        else
        {
            throw new InvalidOperationException("as ordered");
        }
    }
}
