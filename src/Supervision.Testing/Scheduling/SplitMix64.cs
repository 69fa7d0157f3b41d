namespace Supervision.Testing.Scheduling;

/// <summary>A source of random numbers and of stable keys: the same on every version of .NET and every machine.</summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>Well mixed bits of two numbers; the order of the two matters.</summary>
    internal static ulong Mix(ulong a, ulong b) => Scramble((Scramble(a + Step) ^ b) + Step);

    /// <summary>A stable hash of a text.</summary>
    internal static ulong Hash(string text)
    {
        ulong hash = 0;
        foreach (char character in text)
        {
            hash = Mix(hash, character);
        }

        return hash;
    }

    internal ulong Next() => Scramble(_state += Step);

    /// <summary>A number from 0 to one less than <paramref name="count"/>.</summary>
    internal int Next(int count) => (int)(Next() % (ulong)count);

    /// <summary>A number from 0 on, less than 1.</summary>
    internal double NextShare() => ShareOf(Next());

    /// <summary>Random bits as a number from 0 on, less than 1.</summary>
    internal static double ShareOf(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
