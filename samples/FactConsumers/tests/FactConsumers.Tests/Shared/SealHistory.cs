namespace FactConsumers.Tests;

/// <summary>What happened to the seals of groups: which life of a group acknowledged and which one failed, in this order.</summary>
internal sealed class SealHistory
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _failedLives = [];
    private int _acknowledgements;
    private int _failures;
    private int _lives;
    private bool _hasAcknowledgedAfterFailure;

    /// <summary>How often something was acknowledged.</summary>
    public int Acknowledgements => Read(() => _acknowledgements);

    /// <summary>How often a fact failed.</summary>
    public int Failures => Read(() => _failures);

    /// <summary>True when a group acknowledged something after a fact of it had failed.</summary>
    public bool HasAcknowledgedAfterFailure => Read(() => _hasAcknowledgedAfterFailure);

    /// <summary>A seal that tells.</summary>
    public FactSeal NewSeal() => new Told(this, Interlocked.Increment(ref _lives));

    /// <summary>A seal that tells, and that nothing breaks: the consumers of its group rely on order 66 alone.</summary>
    public FactSeal NewForgetfulSeal() => new Forgetful(this, Interlocked.Increment(ref _lives));

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    private void Add(int life, bool isFailure)
    {
        lock (_lock)
        {
            if (isFailure)
            {
                _failures++;
                _failedLives.Add(life);
            }
            else
            {
                _acknowledgements++;
                _hasAcknowledgedAfterFailure |= _failedLives.Contains(life);
            }
        }
    }

    private sealed class Told(SealHistory history, int life) : FactSeal
    {
        public override void Break()
        {
            // From then on nothing is acknowledged; the other consumer may do so until it is over.
            base.Break();
            history.Add(life, isFailure: true);
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
