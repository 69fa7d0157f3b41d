namespace FactConsumers.Tests;

/// <summary>What happened to the seals of groups: which life of a group acknowledged and which one failed, in this order.</summary>
internal sealed class SealHistory
{
    private readonly Lock _lock = new();
    private readonly List<(int Life, bool IsFailure)> _events = [];
    private int _lives;

    /// <summary>How often something was acknowledged.</summary>
    public int Acknowledgements => Events.Count(happened => !happened.IsFailure);

    /// <summary>How often a fact failed.</summary>
    public int Failures => Events.Count(happened => happened.IsFailure);

    /// <summary>True when a group acknowledged something after a fact of it had failed.</summary>
    public bool HasAcknowledgedAfterFailure
    {
        get
        {
            (int Life, bool IsFailure)[] events = Events;
            return events.Index().Any(first => first.Item.IsFailure && events.Skip(first.Index).Contains((first.Item.Life, false)));
        }
    }

    private (int Life, bool IsFailure)[] Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>A seal that tells.</summary>
    public FactSeal NewSeal() => new Told(this, Interlocked.Increment(ref _lives));

    /// <summary>A seal that tells, and that nothing breaks: the consumers of its group rely on order 66 alone.</summary>
    public FactSeal NewForgetfulSeal() => new Forgetful(this, Interlocked.Increment(ref _lives));

    private void Add(int life, bool isFailure)
    {
        lock (_lock)
        {
            _events.Add((life, isFailure));
        }
    }

    private sealed class Told(SealHistory history, int life) : FactSeal
    {
        public override void Break()
        {
            history.Add(life, isFailure: true);
            base.Break();
        }

        public override bool TryAcknowledge(Func<Task> acknowledge, out Task sent) => base.TryAcknowledge(
            () =>
            {
                history.Add(life, isFailure: false);
                return acknowledge();
            },
            out sent);
    }

    private sealed class Forgetful(SealHistory history, int life) : FactSeal
    {
        public override void Break() => history.Add(life, isFailure: true);

        public override bool TryAcknowledge(Func<Task> acknowledge, out Task sent)
        {
            history.Add(life, isFailure: false);
            sent = acknowledge();
            return true;
        }
    }
}
