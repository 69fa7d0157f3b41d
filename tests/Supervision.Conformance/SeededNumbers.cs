namespace Supervision.Conformance;

/// <summary>SplitMix64: the same numbers for the same seed on every machine and version of .NET.</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    internal ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to one less than <paramref name="count"/>.</summary>
    internal int Below(int count) => (int)(Next() % (ulong)count);

    internal int Between(int least, int most) => least + Below(most - least + 1);

    internal bool OneIn(int count) => Below(count) == 0;

    internal bool Chance(int percent) => Below(100) < percent;

    internal T Pick<T>(params ReadOnlySpan<T> all) => all[Below(all.Length)];

    /// <summary>An index, drawn in proportion to the weights.</summary>
    internal int Weighted(params ReadOnlySpan<int> weights)
    {
        int total = 0;
        foreach (int weight in weights)
        {
            total += weight;
        }

        int drawn = Below(total);
        int index = 0;
        while (drawn >= weights[index])
        {
            drawn -= weights[index++];
        }

        return index;
    }

    internal T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        for (int i = all.Length - 1; i > 0; i--)
        {
            int other = Below(i + 1);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all;
    }
}
