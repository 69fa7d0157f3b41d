namespace Supervision.Testing.Scheduling;

/// <summary>Every possible step is as likely as any other.</summary>
internal sealed class RandomStrategy(ulong seed = 0) : ScheduleStrategy
{
    private SplitMix64 _random = new(seed);

    internal override string Name => "random";

    internal override bool Begin(ulong seed)
    {
        _random = new SplitMix64(seed);
        return true;
    }

    internal override int Choose(ReadOnlySpan<Chain> possible) => _random.Next(possible.Length);

    internal override int ChooseValue(int count) => _random.Next(count);
}
