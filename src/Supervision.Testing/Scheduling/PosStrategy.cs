namespace Supervision.Testing.Scheduling;

/// <summary>Partial order sampling: every possible step has a random priority and the highest is next; those that compete with it, because
/// they have the same receiver, draw again. Orders that differ only in steps that do not compete are sampled once and not many times.</summary>
internal sealed class PosStrategy : ScheduleStrategy
{
    private SplitMix64 _random;

    internal override string Name => "POS";

    internal override bool Begin(ulong seed)
    {
        _random = new SplitMix64(seed);
        return true;
    }

    internal override int Choose(ReadOnlySpan<Chain> possible)
    {
        int highest = 0;
        for (int i = 0; i < possible.Length; i++)
        {
            Chain chain = possible[i];
            if (chain.DrawnFor != chain.Made + 1)
            {
                chain.Priority = _random.Next();
                chain.DrawnFor = chain.Made + 1;
            }

            if (chain.Priority > possible[highest].Priority)
            {
                highest = i;
            }
        }

        Participant? receiver = possible[highest].To;
        foreach (Chain chain in possible)
        {
            if (ReferenceEquals(chain.To, receiver))
            {
                chain.DrawnFor = 0;
            }
        }

        return highest;
    }

    internal override int ChooseValue(int count) => _random.Next(count);
}
