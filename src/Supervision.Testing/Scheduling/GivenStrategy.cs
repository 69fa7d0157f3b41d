namespace Supervision.Testing.Scheduling;

/// <summary>Chooses what a list says, and what the plain order would do when the list is over.</summary>
/// <param name="choices">The numbers.</param>
/// <param name="isStrict">True to stop where a number is too high; false to take the highest then, so that every list is a schedule.</param>
internal sealed class GivenStrategy(IReadOnlyList<int> choices, bool isStrict) : ScheduleStrategy
{
    private int _made;

    internal override string Name => choices.Count == 0 ? "plain" : "replay";

    internal override bool Begin(ulong seed)
    {
        _made = 0;
        return true;
    }

    internal override int Choose(ReadOnlySpan<Chain> possible) => ChooseValue(possible.Length);

    internal override int ChooseValue(int count)
    {
        int choice = _made < choices.Count ? choices[_made] : 0;
        _made++;
        return choice < count ? choice
            : isStrict ? throw new ScheduleLostException(_made, choice, count)
            : count - 1;
    }
}
