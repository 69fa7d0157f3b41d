using System.Globalization;

namespace Supervision.Testing.Scheduling;

/// <summary>
/// Probabilistic concurrency testing: every chain has a random priority and the highest goes on for as long as it can; at up to
/// <c>depth - 1</c> random moments whoever is highest falls behind all others. Finds what needs <c>depth</c> ordering constraints with a
/// probability that has a lower bound, in particular what needs one process to be slow for a long time. How many moments there are is drawn
/// too: what needs fewer constraints would be disturbed by more. It is unfair, so a schedule that becomes much longer than those before
/// goes on at random.
/// </summary>
internal sealed class PctStrategy(int depth) : ScheduleStrategy
{
    /// <summary>How much longer than the longest fair schedule one may become, and the least for that.</summary>
    private const int Patience = 10;
    private const int LeastPatience = 1000;

    private readonly int[] _changes = new int[depth - 1];
    private readonly Dictionary<ulong, int> _fallen = [];
    private SplitMix64 _random;
    private ulong _seed;

    /// <summary>How many choices the longest schedule had so far: the moments are drawn from so many.</summary>
    private int _longest;
    private int _choices;

    internal override string Name => string.Create(CultureInfo.InvariantCulture, $"PCT({depth})");

    internal override bool Begin(ulong seed)
    {
        _seed = seed;
        _random = new SplitMix64(seed);
        _choices = 0;
        _fallen.Clear();
        int changes = _longest == 0 ? 0 : _random.Next(depth);
        for (int i = 0; i < _changes.Length; i++)
        {
            _changes[i] = i < changes ? _random.Next(_longest) : -1;
        }

        return true;
    }

    internal override int Choose(ReadOnlySpan<Chain> possible)
    {
        int choice = _choices++;
        if (choice > Math.Max(LeastPatience, Patience * _longest))
        {
            return _random.Next(possible.Length);
        }

        int highest = Highest(possible);
        if (Array.IndexOf(_changes, choice) >= 0)
        {
            _fallen[possible[highest].Key] = _fallen.Count + 1;
            highest = Highest(possible);
        }

        return highest;
    }

    internal override int ChooseValue(int count) => _random.Next(count);

    internal override void End()
    {
        if (_choices <= Math.Max(LeastPatience, Patience * _longest))
        {
            _longest = Math.Max(_longest, _choices);
        }
    }

    private int Highest(ReadOnlySpan<Chain> possible)
    {
        int highest = 0;
        ulong most = 0;
        for (int i = 0; i < possible.Length; i++)
        {
            ulong priority = PriorityOf(possible[i]);
            if (priority >= most)
            {
                most = priority;
                highest = i;
            }
        }

        return highest;
    }

    /// <summary>Those that have fallen are below all others, the last to fall above the first.</summary>
    private ulong PriorityOf(Chain chain) =>
        _fallen.Count > 0 && _fallen.TryGetValue(chain.Key, out int rank)
            ? (ulong)rank
            : SplitMix64.Mix(_seed, chain.Key) | (1UL << 63);
}
