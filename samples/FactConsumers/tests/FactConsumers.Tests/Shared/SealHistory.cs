namespace FactConsumers.Tests;

/// <summary>What happened to the seals of groups: which life of a group acknowledged and which one failed, in this order.</summary>
internal sealed class SealHistory
{
    private readonly List<(int Life, bool IsFailure)> _events = [];
    private int _lives;

    /// <summary>How often something was acknowledged.</summary>
    public int Acknowledgements => _events.Count(happened => !happened.IsFailure);

    /// <summary>How often a fact failed.</summary>
    public int Failures => _events.Count(happened => happened.IsFailure);

    /// <summary>True when a group acknowledged something after a fact of it had failed.</summary>
    public bool HasAcknowledgedAfterFailure => _events.Select((happened, at) => (happened, at)).Any(first =>
        first.happened.IsFailure && _events.Skip(first.at).Contains((first.happened.Life, false)));

    /// <summary>A seal that tells.</summary>
    public FactSeal NewSeal() => new Told(this, ++_lives);

    /// <summary>A seal that tells, and that nothing breaks: the consumers of its group rely on order 66 alone.</summary>
    public FactSeal NewForgetfulSeal() => new Forgetful(this, ++_lives);

    private sealed class Told(SealHistory history, int life) : FactSeal
    {
        public override void Break()
        {
            history._events.Add((life, true));
            base.Break();
        }

        public override Task? TryAcknowledge(Func<Task> acknowledge) => base.TryAcknowledge(() =>
        {
            history._events.Add((life, false));
            return acknowledge();
        });
    }

    private sealed class Forgetful(SealHistory history, int life) : FactSeal
    {
        public override void Break() => history._events.Add((life, true));

        public override Task? TryAcknowledge(Func<Task> acknowledge)
        {
            history._events.Add((life, false));
            return acknowledge();
        }
    }
}
