using System.Globalization;

namespace Supervision.Testing.Scheduling;

/// <summary>Delay bounding: the plain order, but at a few random moments whoever is next has to let another one go first.</summary>
internal sealed class DelayStrategy(int delays) : ScheduleStrategy
{
    private readonly int[] _moments = new int[delays];
    private SplitMix64 _random;
    private int _longest;
    private int _choices;

    internal override string Name => string.Create(CultureInfo.InvariantCulture, $"delays({delays})");

    internal override bool Begin(ulong seed)
    {
        _random = new SplitMix64(seed);
        _choices = 0;
        for (int i = 0; i < delays; i++)
        {
            _moments[i] = _random.Next(Math.Max(1, _longest));
        }

        return true;
    }

    /// <summary>One delay a moment; a moment that was drawn twice delays two.</summary>
    internal override int Choose(ReadOnlySpan<Chain> possible)
    {
        int index = 0;
        foreach (int moment in _moments)
        {
            index += moment == _choices ? 1 : 0;
        }

        _choices++;
        return Math.Min(index, possible.Length - 1);
    }

    internal override int ChooseValue(int count) => _random.Next(count);

    internal override void End() => _longest = Math.Max(_longest, _choices);
}
